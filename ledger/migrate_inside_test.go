package ledger

// SetMigrations lets tests outside the package pretend that versions have
// passed since.
func SetMigrations(sql ...string) (restore func()) {
	before := migrations
	migrations = sql
	return func() { migrations = before }
}
