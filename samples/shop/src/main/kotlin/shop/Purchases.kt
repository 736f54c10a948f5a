package shop

import java.math.BigDecimal
import org.springframework.data.annotation.Id
import org.springframework.data.repository.kotlin.CoroutineCrudRepository

data class Purchase(@Id val id: Long?, val sku: String, val count: Int, val total: BigDecimal, val currency: String)

interface Purchases : CoroutineCrudRepository<Purchase, Long>
