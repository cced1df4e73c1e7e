//! Tests of front matter: every kind, odd files, mapped fields, many mistakes at once.
