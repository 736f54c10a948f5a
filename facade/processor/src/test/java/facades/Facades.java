package facades;

import bank.Accounts;
import bank.Answers;
import bank.Box;
import bank.ShopUsers;
import shop.ShopKt;
import shop.Users;
import suspension.facade.SuspendFacade;

/** The facades that tests in Kotlin use. They are generated before Kotlin's compiler sees those tests. */
@SuspendFacade(Accounts.class)
@SuspendFacade(Answers.class)
@SuspendFacade(Box.class)
@SuspendFacade(ShopKt.class)
@SuspendFacade(ShopUsers.class)
@SuspendFacade(Users.class)
final class Facades {

    private Facades() {}
}
