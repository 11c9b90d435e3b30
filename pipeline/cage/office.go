package cage

import (
	"errors"
	"fmt"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"strings"

	"tonghop/pipeline"
)

// Unconverted is the code of a workbook that LibreOffice makes nothing of.
const Unconverted = "not-converted"

// office converts with LibreOffice, within the limits of the process that it is in: it starts in the process's private folder
// and ends with it.
type office struct {
	path   string
	memory int64 // bytes that it may have
}

// filters are LibreOffice's names of the formats that it reads, so that it guesses nothing from the bytes.
var filters = map[string]string{".xls": "MS Excel 97", ".ods": "calc8", ".xlsb": "Calc MS Excel 2007 Binary"}

const workbookFilter = `xlsx:Calc MS Excel 2007 XML`

// settings hold that nothing runs, and nothing is fetched or worked out anew, when a workbook is opened. Where a process can be
// given no network of its own, a proxy that is not there stands for it.
var settings = []struct{ path, name, value string }{
	{"Office.Common/Security/Scripting", "MacroSecurityLevel", "3"},
	{"Office.Common/Security/Scripting", "DisableMacrosExecution", "true"},
	{"Office.Calc/Content/Update", "Link", "2"},
	{"Office.Calc/Formula/Load", "OOXMLRecalcMode", "1"},
	{"Office.Calc/Formula/Load", "ODFRecalcMode", "1"},
	{"Inet/Settings", "ooInetProxyType", "2"},
	{"Inet/Settings", "ooInetHTTPProxyName", "127.0.0.1"},
	{"Inet/Settings", "ooInetHTTPProxyPort", "9"},
	{"Inet/Settings", "ooInetHTTPSProxyName", "127.0.0.1"},
	{"Inet/Settings", "ooInetHTTPSProxyPort", "9"},
	{"Inet/Settings", "ooInetNoProxy", ""},
}

// profile writes the settings as LibreOffice keeps them.
func profile() []byte {
	text := []byte(`<oor:items xmlns:oor="http://openoffice.org/2001/registry">`)
	for _, s := range settings {
		text = fmt.Appendf(text, `<item oor:path="/org.openoffice.%s"><prop oor:name="%s" oor:op="fuse"><value>%s</value></prop></item>`, s.path, s.name, s.value)
	}
	return append(text, `</oor:items>`...)
}

// Convert makes an .xlsx workbook of one of another format.
func (o office) Convert(data []byte, ending string) ([]byte, error) {
	here, err := os.Getwd()
	if err != nil {
		return nil, err
	}
	user := filepath.Join(here, "profile", "user")
	if err := os.MkdirAll(user, 0o700); err != nil {
		return nil, err
	}
	if err := os.WriteFile(filepath.Join(user, "registrymodifications.xcu"), profile(), 0o600); err != nil {
		return nil, err
	}
	source := filepath.Join(here, "workbook"+ending)
	if err := os.WriteFile(source, data, 0o600); err != nil {
		return nil, err
	}
	ended, said, err := o.run(here, source, filters[ending])
	if err != nil {
		return nil, err
	}
	converted, err := os.ReadFile(filepath.Join(here, "converted", "workbook.xlsx"))
	if !errors.Is(err, os.ErrNotExist) {
		return converted, err
	}
	cause := fmt.Errorf("LibreOffice: %v: %s", ended, said)
	if lacked(said) || peak(ended) > o.memory/2 || strings.Contains(ended.String(), "killed") || strings.Contains(ended.String(), "limit exceeded") {
		return nil, &pipeline.Refusal{Code: TooCostly, Cause: cause}
	}
	return nil, &pipeline.Refusal{Code: Unconverted, Got: ending, Cause: cause}
}

// run runs LibreOffice and returns how it ended and what it said; it can end well and have converted nothing.
func (o office) run(here, source, filter string) (*os.ProcessState, string, error) {
	args := []string{"-env:UserInstallation=" + (&url.URL{Scheme: "file", Path: filepath.ToSlash(filepath.Join(here, "profile"))}).String(),
		"--headless", "--norestore", "--nolockcheck", "--nodefault", "--nologo", "--infilter=" + filter,
		"--convert-to", workbookFilter, "--outdir", filepath.Join(here, "converted"), source}
	start := func(prepare func(*exec.Cmd)) (*exec.Cmd, *excerpt, error) {
		said := &excerpt{}
		process := exec.Command(o.path, args...)
		process.Stdout, process.Stderr = said, said
		prepare(process)
		return process, said, process.Start()
	}
	widen := narrow(o.memory * 3 / 4) // its libraries come on top
	process, said, err := start(withoutNetwork)
	if err != nil { // the kernel may not allow it
		process, said, err = start(func(*exec.Cmd) {})
	}
	if err := errors.Join(err, widen()); err != nil {
		return nil, "", fmt.Errorf("LibreOffice: %w", err)
	}
	_ = process.Wait() // how it ended is returned
	return process.ProcessState, said.text(), nil
}
