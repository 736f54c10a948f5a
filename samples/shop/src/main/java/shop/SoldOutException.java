package shop;

/** There are fewer items than a customer wants. */
class SoldOutException extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final String sku;

    SoldOutException(String sku) {
        super("There is not enough of " + sku);
        this.sku = sku;
    }

    String sku() {
        return sku;
    }
}
