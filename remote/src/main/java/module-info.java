/** Work on another machine, awaited with one certain outcome. */
module suspension.remote {
    requires transitive suspension;
    requires static transitive org.jspecify;

    exports suspension.remote;
}
