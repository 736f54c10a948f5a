/** Programs in trouble, as users write them. The tool looks at them from another process. */
package programs;
