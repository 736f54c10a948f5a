insert into product values ('chai', 'Masala chai', 2.50, 10), ('green', 'Green tea', 2.00, 10), ('ginger', 'Ginger tea', 2.20, 1), ('mint', 'Mint tea', 1.80, 0);
