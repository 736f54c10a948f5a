/** A small shop over HTTP: Java controllers and services, over Kotlin repositories and a Kotlin client. */
@NullMarked
package shop;

import org.jspecify.annotations.NullMarked;
