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
type office struct{ path string }

// filters are LibreOffice's names of the formats that it reads, so that it guesses nothing from the bytes.
var filters = map[string]string{".xls": "MS Excel 97", ".ods": "calc8", ".xlsb": "Calc MS Excel 2007 Binary"}

const workbookFilter = `xlsx:Calc MS Excel 2007 XML`

// profile holds that nothing runs, and nothing is fetched, when a workbook is opened.
const profile = `<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry" xmlns:xs="http://www.w3.org/2001/XMLSchema">
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="MacroSecurityLevel" oor:op="fuse"><value>3</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="DisableMacrosExecution" oor:op="fuse"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Calc/Content/Update"><prop oor:name="Link" oor:op="fuse"><value>2</value></prop></item>
<item oor:path="/org.openoffice.Office.Calc/Formula/Load"><prop oor:name="OOXMLRecalcMode" oor:op="fuse"><value>1</value></prop></item>
<item oor:path="/org.openoffice.Office.Calc/Formula/Load"><prop oor:name="ODFRecalcMode" oor:op="fuse"><value>1</value></prop></item>
</oor:items>
`

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
	if err := os.WriteFile(filepath.Join(user, "registrymodifications.xcu"), []byte(profile), 0o600); err != nil {
		return nil, err
	}
	source := filepath.Join(here, "workbook"+ending)
	if err := os.WriteFile(source, data, 0o600); err != nil {
		return nil, err
	}
	said, err := o.run(here, source, filters[ending])
	if err != nil {
		return nil, err
	}
	converted, err := os.ReadFile(filepath.Join(here, "converted", "workbook.xlsx"))
	if errors.Is(err, os.ErrNotExist) {
		return nil, &pipeline.Refusal{Code: Unconverted, Got: ending, Cause: errors.New(said)}
	}
	return converted, err
}

// run runs LibreOffice and returns what it said; it ends well also where it has converted nothing.
func (o office) run(here, source, filter string) (string, error) {
	args := []string{"-env:UserInstallation=" + (&url.URL{Scheme: "file", Path: filepath.ToSlash(filepath.Join(here, "profile"))}).String(),
		"--headless", "--norestore", "--nolockcheck", "--nodefault", "--nologo", "--infilter=" + filter,
		"--convert-to", workbookFilter, "--outdir", filepath.Join(here, "converted"), source}
	for _, isolated := range []bool{true, false} {
		var said excerpt
		process := exec.Command(o.path, args...)
		process.Stdout, process.Stderr = &said, &said
		if isolated && !withoutNetwork(process) {
			continue
		}
		if err := process.Start(); err != nil {
			if isolated {
				continue // the kernel does not allow it
			}
			return "", fmt.Errorf("LibreOffice: %w", err)
		}
		err := process.Wait()
		if err != nil && (lacked(said.text()) || strings.Contains(err.Error(), "killed") || strings.Contains(err.Error(), "limit exceeded")) {
			return "", &pipeline.Refusal{Code: TooCostly, Cause: fmt.Errorf("LibreOffice: %w: %s", err, said.text())}
		}
		return said.text(), nil
	}
	return "", nil
}
