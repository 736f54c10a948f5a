package shop;

import kotlinx.coroutines.flow.Flow;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Service;
import org.springframework.web.server.ResponseStatusException;

/** What there is to buy. */
@Service
class Catalogue {

    private final JavaProducts products;

    Catalogue(JavaProducts products) {
        this.products = products;
    }

    Flow<Product> all() {
        return products.findAllByOrderBySku();
    }

    // tag::find[]
    Product find(String sku) {
        Product product = products.findById(sku);
        if (product == null) {
            throw new ResponseStatusException(HttpStatus.NOT_FOUND, "There is no product " + sku);
        }
        return product;
    }
    // end::find[]
}
