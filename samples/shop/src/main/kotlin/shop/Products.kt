package shop

import java.math.BigDecimal
import kotlinx.coroutines.flow.Flow
import org.springframework.data.annotation.Id
import org.springframework.data.r2dbc.repository.Modifying
import org.springframework.data.r2dbc.repository.Query
import org.springframework.data.repository.kotlin.CoroutineCrudRepository

data class Product(@Id val sku: String, val name: String, val price: BigDecimal, val stock: Int)

// tag::repository[]
interface Products : CoroutineCrudRepository<Product, String> {
    fun findAllByOrderBySku(): Flow<Product>

    /** Takes items out of the stock. Returns 1, or 0 if there are too few. */
    @Modifying
    @Query("update product set stock = stock - :count where sku = :sku and stock >= :count")
    suspend fun take(sku: String, count: Int): Int

    /** Fills up what has run low. Returns how many products that were. */
    @Modifying @Query("update product set stock = 10 where stock < :level") suspend fun restock(level: Int): Int
}
// end::repository[]
