package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"strings"
	"syscall"
	"time"

	"golang.org/x/sys/unix"

	"tonghop/pipeline"
	"tonghop/pipeline/control"
	"tonghop/pipeline/deliver"
	"tonghop/pipeline/duck"
	"tonghop/pipeline/pdf"
	"tonghop/pipeline/schedule"
	"tonghop/pipeline/vi"
)

// configFound says which configuration is read.
func (a *app) configFound() string {
	if _, err := os.Stat(a.config); err != nil {
		return "the defaults; there is no file " + a.config
	}
	return a.config
}

// checkData looks whether the data folder is there, ours, and nobody else's.
func checkData(_ context.Context, a *app, _ *pipeline.Catalog) diagnosis {
	info, err := os.Stat(a.data)
	if errors.Is(err, fs.ErrNotExist) {
		return ill(a.data+" is not there", "tonghop init makes it")
	}
	if err != nil {
		return ill(err.Error(), "run this as the user that the service runs as")
	}
	if mode := info.Mode().Perm(); mode&0o077 != 0 {
		return ill(fmt.Sprintf("%s may be read by others (mode %04o)", a.data, mode), "chmod 700 "+a.data)
	}
	if err := writable(a.data); err != nil {
		return ill(err.Error(), "give the folder to the user that the service runs as: chown")
	}
	return well(a.data)
}

// writable tries to write into a folder.
func writable(dir string) error {
	file, err := os.CreateTemp(dir, ".doctor-*")
	if err != nil {
		return err
	}
	return errors.Join(file.Close(), os.Remove(file.Name()))
}

// checkFolders looks at where files come in and go out. What is not there yet is made when it is needed, where it can be.
func checkFolders(_ context.Context, a *app, c *pipeline.Catalog) diagnosis {
	folders := c.Config.Folders.Within(a.data)
	for _, dir := range []string{folders.Inbox, folders.Outbox, folders.Backups} {
		if err := (deliver.Folder{Dir: dir}).Ready(); err != nil {
			return ill(err.Error(), "folders must belong to the user that the service runs as; its unit lets it write to others than the data folder by ReadWritePaths=")
		}
	}
	return well(fmt.Sprintf("inbox %s, outbox %s, backups %s", folders.Inbox, folders.Outbox, folders.Backups))
}

// checkClock looks whether the clock is set by others, and not behind what was written already.
func checkClock(_ context.Context, a *app, _ *pipeline.Catalog) diagnosis {
	now := a.now()
	found := localTime(now) + " in Hà Nội"
	if info, err := os.Stat(a.warehousePath()); err == nil && info.ModTime().After(now.Add(5*time.Minute)) {
		return ill(fmt.Sprintf("it is %s by the clock, and the warehouse was written at %s", found, localTime(info.ModTime())), "set the clock: jobs go by it")
	}
	var state unix.Timex
	if synchronised, err := unix.Adjtimex(&state); err == nil && synchronised == unix.TIME_ERROR {
		return warn(found+", and nothing keeps the clock right", "turn on time synchronisation: timedatectl set-ntp true")
	}
	return well(found)
}

// checkWarehouse opens the warehouse, unless the service has it open.
func checkWarehouse(ctx context.Context, a *app, c *pipeline.Catalog) diagnosis {
	path := a.warehousePath()
	if _, err := os.Stat(path); err != nil {
		return well("none yet: the first command that needs it makes it")
	}
	if client, err := control.Dial(a.socketPath()); err == nil {
		return well(fmt.Sprintf("tonghop serve has it open (process %d)", client.Process)).after(client.Close())
	}
	have, known, err := duck.Look(ctx, path, c, a.now)
	var locked *duck.LockedError
	switch {
	case errors.As(err, &locked):
		return warn(locked.Error(), "wait until that command has ended")
	case err != nil:
		return ill(err.Error(), "if a newer program wrote it, install that; else restore a backup: tonghop restore")
	case have < known:
		return warn(fmt.Sprintf("%s has schema %d, this program has %d", path, have, known), "the next command brings it up to date, after a copy; it may take minutes")
	}
	return well(fmt.Sprintf("%s opens, with the schema of this program (%d)", path, have))
}

// checkJobs looks whether each job has times, and when they are.
func checkJobs(_ context.Context, a *app, c *pipeline.Catalog) diagnosis {
	tables, err := schedule.Timetables(c.Config.Jobs, a.now())
	if err != nil {
		return ill(err.Error(), "mend the spec: minute, hour, day of the month, month, day of the week")
	}
	var never, next []string
	for _, table := range tables {
		if moment := table.After(a.now()); moment.IsZero() {
			never = append(never, string(table.Job()))
		} else {
			next = append(next, fmt.Sprintf("%s %s", table.Job(), moment.In(pipeline.Zone).Format("02/01 15:04")))
		}
	}
	found := "next: " + strings.Join(next, ", ")
	if len(never) > 0 {
		return warn(fmt.Sprintf("%s; never: %s", found, strings.Join(never, ", ")), "give them a spec in service.jobs, unless they are not wanted")
	}
	return well(found)
}

// checkOffice asks LibreOffice for its version.
func checkOffice(ctx context.Context, _ *app, c *pipeline.Catalog) diagnosis {
	const advice = "install libreoffice-calc-nogui; without it, .xls, .ods and .xlsb are refused"
	name := c.Config.Cage.Office
	if name == "" {
		name = "soffice"
	}
	path, err := exec.LookPath(name)
	if err != nil {
		return warn(err.Error(), advice)
	}
	ctx, stop := context.WithTimeout(ctx, 20*time.Second)
	defer stop()
	profile, err := os.MkdirTemp("", "tonghop-doctor-*")
	if err != nil {
		return ill(err.Error(), "make the folder of temporary files writable")
	}
	defer func() { _ = os.RemoveAll(profile) }() // it lies among temporary files
	out, err := exec.CommandContext(ctx, path, "-env:UserInstallation=file://"+profile, "--version").Output()
	if err != nil {
		return warn(fmt.Sprintf("%s: %v", path, err), advice)
	}
	return well(strings.TrimSpace(string(out)))
}

// checkFonts writes a page.
func checkFonts(context.Context, *app, *pipeline.Catalog) diagnosis {
	var page bytes.Buffer
	if err := pdf.New().Write(&page, &pipeline.Document{Blocks: []pipeline.Block{pipeline.Heading{Level: 1, Text: vi.Motto}}}); err != nil {
		return ill(err.Error(), "install the program again")
	}
	return well("the program brings its own")
}

// checkPassword looks whether others may read the password.
func checkPassword(_ context.Context, _ *app, c *pipeline.Catalog) diagnosis {
	path := c.Config.Mail.PasswordFile
	if path == "" {
		return well("none is configured")
	}
	info, err := os.Stat(path)
	if err != nil {
		return ill(err.Error(), "the service must be able to read it")
	}
	if mode := info.Mode().Perm(); forOthers(mode, info) {
		return ill(fmt.Sprintf("%s may be read by others (mode %04o)", path, mode), "chmod 600 "+path)
	}
	return well(path)
}

// forOthers tells whether a file may be read or written by more than its owner and root. A credential of systemd is root's, with the reader's user in an ACL: then
// the bits of root's group are the ACL's mask.
func forOthers(mode fs.FileMode, info fs.FileInfo) bool {
	if of, ok := info.Sys().(*syscall.Stat_t); ok && of.Uid == 0 && of.Gid == 0 {
		mode &^= 0o070
	}
	return mode&0o077 != 0
}

// checkRecipients looks whether anybody gets the drafts.
func checkRecipients(_ context.Context, _ *app, c *pipeline.Catalog) diagnosis {
	drafts := 0
	for _, r := range c.Config.Recipients {
		drafts += len(r.Drafts)
	}
	if drafts == 0 {
		return warn("nobody gets the month's draft", "add the department's address in service.recipients, under drafts")
	}
	return well(fmt.Sprintf("%d addresses get drafts", drafts))
}

// checkAddresses looks whether the units can be told anything.
func checkAddresses(_ context.Context, a *app, c *pipeline.Catalog) diagnosis {
	if ended := c.EndedAddresses(pipeline.DayOf(a.now())); len(ended) > 0 {
		return warn(endedAddresses+": "+strings.Join(ended, ", "), "write them under the units of today in service.addresses")
	}
	without := []string{}
	for _, d := range c.Config.Deadlines {
		for _, period := range c.Config.Asked(d, pipeline.DayOf(a.now())) {
			for _, unit := range c.Owing(d.Form, period) {
				if len(c.AddressesOf(unit)) == 0 {
					without = append(without, unit.ID)
				}
			}
		}
	}
	if len(without) > 0 {
		return warn(fmt.Sprintf("%d units that owe forms have no address: %s …", len(without), without[0]), "add them in service.addresses: they get no mail; without a mail server, all is left in the outbox")
	}
	return well("every unit that owes a form has one")
}

// endedAddresses is what is wrong with a configuration of before the map changed.
const endedAddresses = "units that are no more have an address"

// mailTime is how long the mail server may take to answer a person who waits.
const mailTime = 20 * time.Second

// checkMail talks to the mail server up to where a message would begin.
func checkMail(ctx context.Context, _ *app, c *pipeline.Catalog) diagnosis {
	server := c.Config.Mail
	if server.Server == "" {
		return warn("no mail server is configured", "what is to be sent is left in the outbox; service.mail names a server")
	}
	ctx, stop := context.WithTimeout(ctx, mailTime)
	defer stop()
	room, err := deliver.NewMail(server).Try(ctx)
	switch {
	case err != nil:
		return ill(err.Error(), "see server, port, security and user in service.mail, and that the way to it is open")
	case room > 0 && room < server.AttachmentBytes:
		return warn(fmt.Sprintf("the server takes messages with attachments of %d bytes, and service.mail.attachment_bytes lets %d through", room, server.AttachmentBytes),
			fmt.Sprintf("set it to %d: what is larger is left in the outbox, and the message says where", room))
	}
	return well(fmt.Sprintf("%s:%d takes mail (%s)", server.Server, server.Port, server.Security))
}
