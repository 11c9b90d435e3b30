package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"reflect"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/xuri/excelize/v2"
)

// section is what the README says under a heading.
func section(t *testing.T, heading string) string {
	t.Helper()
	text, err := os.ReadFile("../../README.md")
	must(t, err)
	_, after, found := strings.Cut(string(text), "\n## "+heading+"\n")
	if !found {
		t.Fatalf("README.md has no section %q", heading)
	}
	before, _, _ := strings.Cut(after, "\n## ")
	return before
}

// fenced are the blocks of a language in a text, as they stand there.
func fenced(text, language string) []string {
	var blocks []string
	for _, found := range regexp.MustCompile("(?s)```"+language+"\n(.*?)```").FindAllStringSubmatch(text, -1) {
		blocks = append(blocks, found[1])
	}
	return blocks
}

// TestReadmeOfPrograms runs what the README tells whoever sends by program, as it stands there, against tonghop serve, and compares the answer with the
// one that is shown.
func TestReadmeOfPrograms(t *testing.T) {
	t.Parallel()
	if _, err := exec.LookPath("curl"); err != nil {
		t.Fatal("the README's examples are run by curl: install curl")
	}
	text := section(t, "A province's program")
	scripts, shown := fenced(text, "sh"), fenced(text, "json")
	if len(scripts) != 2 || len(shown) != 1 {
		t.Fatalf("%d scripts and %d answers; expected two, and one", len(scripts), len(shown))
	}
	dir := t.TempDir()
	address := freeAddress(t)
	must(t, os.WriteFile(filepath.Join(dir, "tonghop.yaml"), []byte("service:\n  listen: \"\"\n  portal: {listen: "+address+"}\n"), 0o600))
	wrongWorkbook(t, filepath.Join(dir, "ca-mau.xlsx"))
	serving(t, filepath.Join(dir, "data"), func() time.Time { return time.Date(2026, 11, 16, 3, 0, 0, 0, time.UTC) }, "--config", filepath.Join(dir, "tonghop.yaml"))
	approve := exec.Command(installed(t), "approve", "period", "--period", "2018..2024", "--unit", "ca-mau", "--number", "7", "--date", "2025-01-06", "--signer", "Nguyễn Văn A", "-o", "out")
	approve.Dir = dir
	mustRun(t, "a report", approve)

	secret := regexp.MustCompile(`tonghop_[A-Z2-7]{52}`).FindString(bash(t, dir, scripts[0]))
	answers := json.NewDecoder(strings.NewReader(bash(t, dir, scripts[1], "TONGHOP=http://"+address, "TOKEN="+secret)))
	var uploaded, want any
	must(t, answers.Decode(&uploaded))
	must(t, json.Unmarshal([]byte(shown[0]), &want))
	if missing := lacks(uploaded, want, ""); len(missing) > 0 {
		got, _ := json.MarshalIndent(uploaded, "", "  ")
		t.Errorf("the answer is not what the README shows: %s\n%s", strings.Join(missing, "; "), got)
	}
	var result any
	must(t, answers.Decode(&result))
	if !reflect.DeepEqual(result, uploaded) {
		t.Errorf("later it is\n%v\nat first it was\n%v", result, uploaded)
	}
	var board struct {
		Status []struct{ Unit, Period string }
	}
	must(t, answers.Decode(&board))
	if len(board.Status) == 0 || board.Status[0].Unit != "ca-mau-2025" || board.Status[0].Period != "2026-10" {
		t.Errorf("board: %+v", board)
	}
	var published struct {
		Editions []struct{ Files []struct{ Href string } }
	}
	must(t, answers.Decode(&published))
	if len(published.Editions) != 1 || published.Editions[0].Files[0].Href != "/api/v1/editions/1/files/0" {
		t.Errorf("editions: %+v", published)
	}
	for name, begins := range map[string]string{"da-xem.xlsx": "PK", "bao-cao.pdf": "%PDF"} {
		if data, err := os.ReadFile(filepath.Join(dir, name)); err != nil || !bytes.HasPrefix(data, []byte(begins)) {
			t.Errorf("%s: %v, %.80q", name, err, data)
		}
	}
	if info, err := os.Stat(filepath.Join(dir, "tonghop.header")); err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("the file with the token: %v, %v", info.Mode(), err)
	}
}

// wrongWorkbook is a province's workbook in which a number is below zero.
func wrongWorkbook(t *testing.T, path string) {
	t.Helper()
	f, err := excelize.OpenFile("../../samples/tay-nam-bo-2024/ca-mau.xlsx")
	must(t, err)
	defer f.Close()
	must(t, f.SetCellValue(f.GetSheetName(0), "C20", -1))
	must(t, f.SaveAs(path))
}

// bash runs a script, of which every line must end well, and returns what it prints.
func bash(t *testing.T, dir, script string, environment ...string) string {
	t.Helper()
	command := exec.Command("bash", "-eu")
	command.Dir, command.Env, command.Stdin = dir, append(os.Environ(), environment...), strings.NewReader(script)
	var problems strings.Builder
	command.Stderr = &problems
	out, err := command.Output()
	if err != nil {
		t.Fatalf("%v\n%s\n%s%s", err, script, out, problems.String())
	}
	return string(out)
}

// lacks says what of a wanted value another one has not: of an object each field, of a list each of its elements somewhere.
func lacks(got, want any, at string) (missing []string) {
	switch want := want.(type) {
	case map[string]any:
		fields, _ := got.(map[string]any)
		for name, value := range want {
			missing = append(missing, lacks(fields[name], value, at+"."+name)...)
		}
	case []any:
		list, _ := got.([]any)
		for i, element := range want {
			there := false
			for _, one := range list {
				there = there || len(lacks(one, element, "")) == 0
			}
			if !there {
				missing = append(missing, fmt.Sprintf("%s[%d]", at, i))
			}
		}
	default:
		if !reflect.DeepEqual(got, want) {
			missing = append(missing, fmt.Sprintf("%s is %v", at, got))
		}
	}
	return missing
}
