package shop;

/** There are fewer items than a customer wants. */
class SoldOutException extends RuntimeException {

    private static final long serialVersionUID = 1;

    SoldOutException(String sku) {
        super("There is not enough of " + sku);
    }

    @Override
    public String getMessage() {
        return String.valueOf(super.getMessage());
    }
}
