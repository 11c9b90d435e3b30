-- Who may log in to the portal.
CREATE TABLE account (
    login VARCHAR PRIMARY KEY, name VARCHAR NOT NULL,
    role VARCHAR NOT NULL, -- province, department, administrator, auditor
    unit VARCHAR NOT NULL, -- of a province's account; '' of the others
    password_hash VARCHAR NOT NULL, -- argon2id, with its parameters and salt
    must_change BOOLEAN NOT NULL, disabled BOOLEAN NOT NULL,
    failures INTEGER NOT NULL, locked_until TIMESTAMP, -- NULL where it is not
    last_login TIMESTAMP, -- NULL for never
    changed TIMESTAMP NOT NULL
);
