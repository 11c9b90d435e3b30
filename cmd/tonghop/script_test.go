package main

import (
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"testing"
	"time"

	"github.com/rogpeppe/go-internal/testscript"
	"github.com/xuri/excelize/v2"

	"tonghop/pipeline/control"
)

// TestScripts runs testdata/script: every command as a user types it. $CASES is the folder of the published cases, $SAMPLES that
// of the first.
func TestScripts(t *testing.T) {
	if _, err := exec.LookPath("pdftotext"); err != nil {
		t.Fatal("the scripts read PDFs with pdftotext: install poppler-utils")
	}
	cases, err := filepath.Abs("../../samples")
	if err != nil {
		t.Fatal(err)
	}
	testscript.Run(t, testscript.Params{
		Dir: "testdata/script",
		Setup: func(env *testscript.Env) error {
			env.Setenv("CASES", cases)
			env.Setenv("SAMPLES", filepath.Join(cases, "tay-nam-bo-2024"))
			return nil
		},
		Cmds:                map[string]func(*testscript.TestScript, bool, []string){"exits": exits, "fill": fill, "mails": mails, "delivers": delivers, "serves": serves},
		RequireUniqueNames:  true,
		RequireExplicitExec: true,
		UpdateScripts:       *update,
	})
}

// exits runs a program that must end in a code: exits 2 tonghop report
func exits(ts *testscript.TestScript, neg bool, args []string) {
	want, err := strconv.Atoi(args[0])
	if err != nil || neg {
		ts.Fatalf("usage: exits CODE PROGRAM ARGS...")
	}
	got := 0
	var ended *exec.ExitError
	if err := ts.Exec(args[1], args[2:]...); errors.As(err, &ended) {
		got = ended.ExitCode()
	} else if err != nil {
		ts.Fatalf("%v", err)
	}
	if got != want {
		ts.Fatalf("exit %d, expected %d", got, want)
	}
}

// fill types values into cells of a workbook's first sheet, as an officer does: fill FILE CELL VALUE [CELL VALUE...].
// A whole number becomes a number, anything else a text.
func fill(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args)%2 == 0 {
		ts.Fatalf("usage: fill FILE CELL VALUE...")
	}
	path := ts.MkAbs(args[0])
	f, err := excelize.OpenFile(path)
	ts.Check(err)
	defer f.Close()
	for i := 1; i < len(args); i += 2 {
		var value any = args[i+1]
		if number, err := strconv.Atoi(args[i+1]); err == nil {
			value = number
		}
		ts.Check(f.SetCellValue(f.GetSheetName(0), args[i], value))
	}
	ts.Check(f.Save())
	_, err = os.Stat(path)
	ts.Check(err)
}

// serves waits until tonghop serve carries out commands for a data folder: serves DATA
func serves(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 1 {
		ts.Fatalf("usage: serves DATA")
	}
	for range 1000 {
		client, err := control.Dial(ts.MkAbs(filepath.Join(args[0], control.SocketName)))
		if err == nil {
			ts.Check(client.Close())
			return
		}
		time.Sleep(20 * time.Millisecond)
	}
	ts.Fatalf("tonghop serve has not come up")
}
