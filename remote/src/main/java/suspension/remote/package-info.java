/** Work that an engine does elsewhere: {@link suspension.remote.Remote} starts it and awaits its one certain outcome. */
@NullMarked
package suspension.remote;

import org.jspecify.annotations.NullMarked;
