package suspension.facade.corpus.use;

import static org.assertj.core.api.Assertions.assertThat;

import app.cash.sqldelight.Query;
import app.cash.sqldelight.QueryKt;
import app.cash.sqldelight.coroutines.FlowQuery;
import app.cash.sqldelight.db.QueryResult;
import app.cash.sqldelight.db.SqlDriver;
import app.cash.sqldelight.driver.jdbc.sqlite.JdbcSqliteDriver;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import kotlin.coroutines.EmptyCoroutineContext;
import kotlinx.coroutines.flow.Flow;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import suspension.Async;
import suspension.facade.SuspendFacade;
import suspension.interop.Flows;

/** SQLDelight with a database in memory, through its facades. */
@SuspendFacade(SqlDriver.class)
@SuspendFacade(value = QueryKt.class, name = "JavaQueries")
@SuspendFacade(QueryResult.class)
@SuspendFacade(FlowQuery.class)
class SqldelightTest {

    private final SqlDriver kotlin = new JdbcSqliteDriver(JdbcSqliteDriver.IN_MEMORY, new Properties());
    private final JavaSqlDriver driver = JavaSqlDriver.of(kotlin);

    @BeforeEach
    void brew() {
        driver.execute(null, "CREATE TABLE cup (name TEXT)", 0);
        insert("Masala");
    }

    @AfterEach
    void close() throws IOException {
        kotlin.close();
    }

    private long insert(String name) {
        QueryResult<Long> rows =
                driver.execute(null, "INSERT INTO cup VALUES (?)", 1, statement -> statement.bindString(0, name));
        driver.notifyListeners("cup");
        return Async.run(() -> JavaQueryResult.of(rows).await());
    }

    private Query<String> names() {
        return JavaQueries.Query(
                1, new String[] {"cup"}, kotlin, "SELECT name FROM cup", cursor -> cursor.getString(0));
    }

    @Test
    void resultsAreAwaited() {
        assertThat(insert("Green")).isEqualTo(1);
        assertThat(names().executeAsList()).containsExactly("Masala", "Green");
    }

    @Test
    void queryIsAFlowThatFollowsTheTable() {
        Flow<List<String>> flow =
                JavaFlowQuery.mapToList(JavaFlowQuery.toFlow(names()), EmptyCoroutineContext.INSTANCE);
        List<List<String>> seen = new ArrayList<>();
        Async.run(() -> {
            try (Flows.Items<List<String>> items = Flows.iterate(flow)) {
                for (List<String> each : items) {
                    seen.add(each);
                    if (seen.size() == 2) {
                        break;
                    }
                    driver.execute(null, "INSERT INTO cup VALUES ('Green')", 0);
                    driver.notifyListeners("cup");
                }
            }
        });
        assertThat(seen).containsExactly(List.of("Masala"), List.of("Masala", "Green"));
    }

    @Test
    void oneRowOrNone() {
        Flow<String> flow = JavaFlowQuery.mapToOneOrNull(JavaFlowQuery.toFlow(names()), EmptyCoroutineContext.INSTANCE);
        String name = Async.run(() -> {
            try (Flows.Items<String> items = Flows.iterate(flow)) {
                return items.iterator().next();
            }
        });
        assertThat(name).isEqualTo("Masala");
    }
}
