-- Runs once, when the database is empty.
CREATE EXTENSION IF NOT EXISTS pgcrypto;
CREATE EXTENSION IF NOT EXISTS citext;
CREATE SCHEMA IF NOT EXISTS rentals AUTHORIZATION rentguy;
