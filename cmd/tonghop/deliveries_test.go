package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"mime"
	"mime/multipart"
	"net/mail"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/rogpeppe/go-internal/testscript"

	"tonghop/pipeline"
	"tonghop/pipeline/deliver/mailserver"
)

// mailServers are those of the scripts, by the folders that these run in.
var mailServers = map[string]*mailserver.Server{}

// mails starts a mail server on $MAILPORT, or says how it treats the next connections: mails [ACT...]. "mails stop" stops it, "mails start" starts it again,
// "mails up-to BYTES" says how large a message may be, and "mails FOLDER/" writes what it took, a file each.
func mails(ts *testscript.TestScript, neg bool, args []string) {
	dir := ts.Getenv("WORK")
	server := mailServers[dir]
	switch {
	case neg:
		ts.Fatalf("usage: mails [ACT...]")
	case server == nil:
		var err error
		server, err = mailserver.Open(pipeline.NoSecurity)
		ts.Check(err)
		mailServers[dir] = server
		ts.Defer(func() { server.Stop(); delete(mailServers, dir) })
		ts.Setenv("MAILPORT", fmt.Sprint(server.Config("", "").Port))
	case len(args) == 1 && args[0] == "stop":
		server.Stop()
		return
	case len(args) == 1 && args[0] == "start":
		ts.Check(server.Start())
		return
	case len(args) == 2 && args[0] == "up-to":
		server.Stop()
		_, err := fmt.Sscan(args[1], &server.Size)
		ts.Check(errors.Join(err, server.Start()))
		return
	case len(args) == 1 && strings.HasSuffix(args[0], "/"):
		for i, m := range server.Taken() {
			writeMail(ts, filepath.Join(ts.MkAbs(args[0]), fmt.Sprint(i+1)), m)
		}
		return
	}
	var acts []mailserver.Act
	for _, act := range args {
		acts = append(acts, mailserver.Act(act))
	}
	server.Script(acts...)
}

// writeMail writes what a reader of mail shows of a message: subject, recipient, texts and the names of its files.
func writeMail(ts *testscript.TestScript, path string, taken mailserver.Message) {
	m, err := mail.ReadMessage(bytes.NewReader(taken.Data))
	ts.Check(err)
	subject, err := new(mime.WordDecoder).DecodeHeader(m.Header.Get("Subject"))
	ts.Check(err)
	shown := bytes.NewBufferString(subject + "\nTo: " + taken.To + "\n")
	ts.Check(showParts(shown, m.Header.Get("Content-Type"), m.Body))
	ts.Check(os.MkdirAll(filepath.Dir(path), 0o755))
	ts.Check(os.WriteFile(path, shown.Bytes(), 0o644))
}

func showParts(w io.Writer, contentType string, body io.Reader) error {
	_, params, err := mime.ParseMediaType(contentType)
	if err != nil {
		return err
	}
	for r := multipart.NewReader(body, params["boundary"]); ; {
		part, err := r.NextPart()
		if err != nil {
			if errors.Is(err, io.EOF) {
				err = nil
			}
			return err
		}
		switch kind := part.Header.Get("Content-Type"); {
		case strings.HasPrefix(kind, "multipart/"):
			err = showParts(w, kind, part)
		case part.FileName() != "":
			fmt.Fprintf(w, "file: %s\n", part.FileName())
		default:
			_, err = io.Copy(w, part)
		}
		if err != nil {
			return err
		}
	}
}

// delivers does what tonghop serve does again and again: deliver what was published or settled since the first time, and send what is due. Time goes on by an hour each time.
func delivers(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 0 {
		ts.Fatalf("usage: delivers")
	}
	rounds := 0
	fmt.Sscan(ts.Getenv("DELIVERS"), &rounds)
	ts.Setenv("DELIVERS", fmt.Sprint(rounds+1))
	now := func() time.Time { return time.Now().Add(time.Duration(rounds) * time.Hour) }
	a := &app{streams: streams{out: ts.Stdout(), err: ts.Stderr()}, files: localFiles{}, uid: os.Getuid(), data: ts.MkAbs("data"), config: ts.MkAbs("tonghop.yaml"), now: now}
	ctx := context.Background()
	ts.Check(a.with(ctx, func(o *office) error {
		if err := o.Deliveries.DeliverSince(ctx, now()); err != nil {
			return err
		}
		queued, err := o.QueueUndelivered(ctx)
		if err != nil {
			return err
		}
		sent, err := o.SendDue(ctx, o.carriers())
		fmt.Fprintf(a.out, "%s; %s\n", queued, sent)
		return err
	}))
}

// TestManyDeliveries prints the newest of many, says so, and has all as JSON.
func TestManyDeliveries(t *testing.T) {
	data, ctx := filepath.Join(t.TempDir(), "data"), t.Context()
	queue := func(first, last int) {
		t.Helper()
		a := &app{streams: streams{out: io.Discard, err: io.Discard}, files: localFiles{}, data: data, config: "tonghop.yaml", now: time.Now}
		if err := a.with(ctx, func(o *office) error {
			var deliveries []pipeline.Delivery
			for n := first; n <= last; n++ {
				deliveries = append(deliveries, pipeline.Delivery{Key: fmt.Sprint("key ", n), Kind: pipeline.ReceiptDelivery, Recipient: fmt.Sprintf("so-%d@example.vn", n), Channel: pipeline.MailChannel})
			}
			_, err := o.Deliveries.Queue(ctx, nil, deliveries)
			return err
		}); err != nil {
			t.Fatal(err)
		}
	}
	for _, c := range []struct {
		queued      int
		oldest      string
		all, absent string
	}{{100, "so-1@", "", "Not listed"}, {101, "so-2@", "Not listed: those before the newest 100; narrow", "so-1@"}} {
		queue(1, c.queued)
		p := typed(ctx, time.Now, "--data", data, "deliveries")
		if !strings.Contains(p.Out, c.oldest) || !strings.Contains(p.Out, c.all) || strings.Contains(p.Out, c.absent) {
			t.Errorf("%d queued: %s%s", c.queued, p.Out[max(0, len(p.Out)-500):], p.Err)
		}
		if p := typed(ctx, time.Now, "--data", data, "--json", "deliveries"); strings.Count(p.Out, `"id":`) != c.queued || !strings.Contains(p.Out, "so-1@") {
			t.Errorf("%d queued: as JSON %d", c.queued, strings.Count(p.Out, `"id":`))
		}
	}
}
