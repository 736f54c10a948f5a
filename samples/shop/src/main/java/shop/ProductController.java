package shop;

import kotlinx.coroutines.flow.Flow;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import suspension.spring.SuspendController;

/** Shows what there is to buy. */
@SuspendController
class ProductController {

    private final Catalogue catalogue;

    ProductController(Catalogue catalogue) {
        this.catalogue = catalogue;
    }

    @GetMapping("/products")
    Flow<Product> all() {
        return catalogue.all();
    }

    @GetMapping("/products/{sku}")
    Product one(@PathVariable String sku) {
        return catalogue.find(sku);
    }
}
