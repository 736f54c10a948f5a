create table product (sku varchar primary key, name varchar not null, price decimal(10, 2) not null, stock int not null);
create table purchase (id bigint generated always as identity primary key, sku varchar not null, count int not null, total decimal(10, 2) not null, currency varchar not null);
