package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"time"

	"golang.org/x/sys/unix"

	"tonghop/pipeline"
	"tonghop/pipeline/backup"
)

// The room that a day's work needs, and the room that should be there.
const (
	leastRoom = 512 << 20
	goodRoom  = 4 << 30
)

// checkDisk looks for room where the data are, and where backups go, which may be another disk.
func checkDisk(_ context.Context, a *app, c *pipeline.Catalog) diagnosis {
	data, err := os.Stat(a.data)
	if err != nil {
		return ill(err.Error(), "see the data folder")
	}
	found := diskOf(a.data)
	backups := c.Config.Folders.Within(a.data).Backups
	if other, err := os.Stat(backups); err == nil && deviceOf(other) != deviceOf(data) {
		if there := diskOf(backups); there.Health != healthy {
			there.Found = fmt.Sprintf("%s: %s; %s: %s", backups, there.Found, a.data, found.Found)
			return worse(there, found)
		}
	}
	return found
}

// worse is the one of two diagnoses that is mended first.
func worse(one, other diagnosis) diagnosis {
	if other.Health == broken && one.Health != broken {
		return other
	}
	return one
}

func deviceOf(info os.FileInfo) uint64 {
	if stat, ok := info.Sys().(*syscall.Stat_t); ok {
		return uint64(stat.Dev)
	}
	return 0
}

// diskOf looks for room on the disk of a folder.
func diskOf(dir string) diagnosis {
	var stat syscall.Statfs_t
	if err := syscall.Statfs(dir, &stat); err != nil {
		return ill(err.Error(), "see that the disk is there")
	}
	free := stat.Bavail * uint64(stat.Bsize)
	found := fmt.Sprintf("%d MB are free", free>>20)
	switch {
	case free < leastRoom:
		return ill(found, "make room: at least 512 MB; old backups may be moved away")
	case stat.Files > 0 && stat.Ffree < 10_000:
		return ill(fmt.Sprintf("%d more files fit on the disk", stat.Ffree), "make room for files (inodes)")
	case free < goodRoom:
		return warn(found, "make room soon: a year of forms and backups takes some GB")
	}
	return well(found)
}

// checkInbox looks at the folders of the units: who is missing, what is no unit's, and whether anybody but the service can fill them.
func checkInbox(_ context.Context, a *app, c *pipeline.Catalog) diagnosis {
	inbox := c.Config.Folders.Within(a.data).Inbox
	entries, err := os.ReadDir(inbox)
	if err != nil {
		return ill(err.Error(), "tonghop init makes it")
	}
	f := foldersIn(a.data, inbox, entries, c.Geography.Units)
	missing := slices.DeleteFunc(senders(c, a.now), func(id string) bool { return slices.Contains(f.there, id) })
	switch {
	case len(f.closed) > 0:
		return ill("the service cannot take files from the folders of "+some(f.closed), "let it read and write there: chgrp and chmod g+rwx, or setfacl")
	case len(missing) > 0:
		return warn("there are no folders for "+some(missing), "tonghop init makes them, and tonghop serve when it starts")
	case len(f.strange) > 0:
		return warn("what is of no unit is left alone: "+some(f.strange), "name a folder by its unit's id, as tonghop init does, or take it away")
	case onlyEnteredBy(a.data, inbox):
		return warn("nobody but the user of the service gets to "+inbox, "unless units come in as that user, set service.folders.inbox to a folder outside of the data folder")
	case len(f.own) > 0:
		return warn("nobody but the user of the service can fill the folders of "+some(f.own), "unless units come in as that user, let who fills a folder write there: chgrp, and chmod g+rwx")
	}
	return well(fmt.Sprintf("%s, with folders of %d units", inbox, len(f.there)))
}

// unitFolders are what lies in an inbox, by names.
type unitFolders struct {
	there   []string // of units
	closed  []string // of them: those that the service cannot take files from
	own     []string // those that nobody else can fill
	strange []string // what is of no unit
}

func foldersIn(data, inbox string, entries []fs.DirEntry, units []pipeline.Unit) (f unitFolders) {
	known := map[string]bool{}
	for _, unit := range units {
		known[unit.ID] = true
	}
	for _, entry := range entries {
		name := entry.Name()
		info, err := entry.Info()
		if strings.HasPrefix(name, ".") || err != nil { // it has just gone
			continue
		}
		if !known[name] || !entry.IsDir() {
			f.strange = append(f.strange, name)
			continue
		}
		f.there = append(f.there, name)
		if unix.Access(filepath.Join(inbox, name), unix.R_OK|unix.W_OK|unix.X_OK) != nil {
			f.closed = append(f.closed, name)
		} else if onlyOwn(data, info) {
			f.own = append(f.own, name)
		}
	}
	return f
}

// onlyOwn tells whether nobody may write to a folder but the owner of the data folder. A list of access rights shows in the rights of the group.
func onlyOwn(data string, folder os.FileInfo) bool {
	service, err := os.Stat(data)
	if err != nil || folder.Mode().Perm()&0o022 != 0 {
		return false
	}
	return ownerOf(service) == ownerOf(folder)
}

// onlyEnteredBy tells whether the inbox lies in a data folder that nobody else may enter.
func onlyEnteredBy(data, inbox string) bool {
	info, err := os.Stat(data)
	within, relErr := filepath.Rel(data, inbox)
	return errors.Join(err, relErr) == nil && filepath.IsLocal(within) && info.Mode().Perm()&0o011 == 0
}

func ownerOf(info os.FileInfo) uint32 {
	if stat, ok := info.Sys().(*syscall.Stat_t); ok {
		return stat.Uid
	}
	return 0
}

// mostNamed is how many of many are named.
const mostNamed = 5

// some names the first of many.
func some(names []string) string {
	if more := len(names) - mostNamed; more > 0 {
		return fmt.Sprintf("%s and %d more", strings.Join(names[:mostNamed], ", "), more)
	}
	return strings.Join(names, ", ")
}

// oldestBackup is how old the newest backup may be.
const oldestBackup = 3 * 24 * time.Hour

// checkBackups looks when the newest backup was made that is whole by its name and manifest.
func checkBackups(_ context.Context, a *app, c *pipeline.Catalog) diagnosis {
	n, newest, err := backup.Folder{Dir: c.Config.Folders.Within(a.data).Backups}.Newest()
	switch {
	case err != nil:
		return ill(err.Error(), "take it away, and run tonghop backup")
	case n == 0:
		return warn("there is none", "run tonghop backup, and let the job backup run")
	}
	text := fmt.Sprintf("%d, the newest of %s", n, localTime(newest.Begun))
	if a.now().Sub(newest.Begun) > oldestBackup {
		return warn(text, "see in tonghop jobs backup why there is no newer one")
	}
	return well(text)
}
