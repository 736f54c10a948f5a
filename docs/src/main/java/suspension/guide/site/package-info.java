/** Makes the guide's site out of its pages. */
@NullMarked
package suspension.guide.site;

import org.jspecify.annotations.NullMarked;
