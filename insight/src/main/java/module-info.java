/** Shows what loops do, from outside: a command-line tool, and a page with their timelines. */
module suspension.insight.tool {
    requires jdk.attach;
    requires jdk.jfr;
    requires static transitive org.jspecify;

    exports suspension.insight.tool.timeline;
}
