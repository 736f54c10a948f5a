package suspension.benchmarks.service;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Bean;

/** The service under load. Prints its port, and goes when its standard input ends. */
@SpringBootApplication
public class Service {

    public static void main(String[] args) throws Exception {
        var context = SpringApplication.run(Service.class, args);
        System.out.println("port " + context.getEnvironment().getProperty("local.server.port"));
        System.in.transferTo(java.io.OutputStream.nullOutputStream());
        SpringApplication.exit(context);
    }

    @Bean
    Upstream upstream() {
        return new Upstream();
    }
}
