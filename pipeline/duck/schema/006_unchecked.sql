-- The accepted forms whose totals were last checked under another catalogue.
CREATE TABLE unchecked (submission BIGINT PRIMARY KEY);
