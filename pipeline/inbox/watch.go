package inbox

import (
	"context"
	"os"
	"path/filepath"
	"time"

	"github.com/fsnotify/fsnotify"
)

// Watch calls wake, at first and then when something may be complete, until ctx ends. Where changes cannot be watched it says so in the log:
// then only Ready tells it that something is arriving, and whoever calls that from time to time.
func (i *Inbox) Watch(ctx context.Context, wake func()) {
	events, errs, watch, end := i.watcher()
	defer end()
	watch()
	wake()
	due, again := (<-chan time.Time)(nil), false // when wake is called next; whether something came after that was fixed
	for {
		select {
		case <-ctx.Done():
			return
		case <-i.waiting:
			again = due != nil
		case event, ok := <-events:
			if !ok {
				events = nil
				continue
			}
			if filepath.Dir(event.Name) == filepath.Clean(i.dir) {
				watch() // the folder of a unit came or went
			}
			if !event.Has(fsnotify.Create|fsnotify.Write) || isLeftAlone(filepath.Base(event.Name)) {
				continue
			}
			again = due != nil
		case err, ok := <-errs:
			if !ok {
				errs = nil
				continue
			}
			i.log.Warn("watching the inbox: a sweep looks for what was missed", "error", err)
			again = due != nil
		case <-due:
			due = nil
			wake()
			if !again {
				continue
			}
			again = false
		}
		if due == nil {
			due = time.After(i.settle)
		}
	}
}

// watcher starts watching; watch adds the folders that are not watched yet.
func (i *Inbox) watcher() (events chan fsnotify.Event, errs chan error, watch, end func()) {
	say := func(why any) {
		i.log.Warn("the inbox cannot be watched: what comes in is found by the sweeps of job intake only", "path", i.dir, "why", why)
	}
	if kind := remote(i.dir); kind != "" {
		say(kind + ": what others write there is not told")
	}
	w, err := fsnotify.NewWatcher()
	if err != nil {
		say(err)
		return nil, nil, func() {}, func() {}
	}
	said := false
	add := func(folder string) {
		if err := w.Add(folder); err != nil && !said {
			said = true
			say(err)
		}
	}
	watch = func() {
		add(i.dir)
		entries, err := os.ReadDir(i.dir)
		if err != nil {
			return // add has said so
		}
		for _, entry := range entries {
			if entry.IsDir() && i.units[entry.Name()] {
				add(filepath.Join(i.dir, entry.Name()))
			}
		}
	}
	return w.Events, w.Errors, watch, func() { _ = w.Close() } // nothing is lost with it
}
