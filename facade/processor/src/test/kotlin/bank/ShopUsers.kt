package bank

import shop.User
import shop.Users

/** Calls what Java implements. */
public object ShopUsers {
    /** Passes each call on as Kotlin does. */
    public fun through(users: Users): Users = object : Users by users {}

    public suspend fun searched(users: Users, text: String): List<User> = users.search(text)
}
