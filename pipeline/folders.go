package pipeline

import (
	"cmp"
	"path/filepath"
)

// Within returns the folders with a place in the data folder for those that are not configured.
func (f Folders) Within(data string) Folders {
	f.Inbox = cmp.Or(f.Inbox, filepath.Join(data, "inbox"))
	f.Outbox = cmp.Or(f.Outbox, filepath.Join(data, "outbox"))
	f.Backups = cmp.Or(f.Backups, filepath.Join(data, "backups"))
	return f
}
