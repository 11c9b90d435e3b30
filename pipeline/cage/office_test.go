//go:build linux

package cage_test

import (
	"archive/zip"
	"bytes"
	"errors"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"

	"tonghop/pipeline"
	"tonghop/pipeline/cage"
)

// linkedContent is the content of a workbook with a picture, a sheet and a formula that are elsewhere, at LINK.
const linkedContent = `<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"
 xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" xmlns:draw="urn:oasis:names:tc:opendocument:xmlns:drawing:1.0" xmlns:xlink="http://www.w3.org/1999/xlink"
 xmlns:svg="urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0" office:version="1.2"><office:body><office:spreadsheet>
<table:table table:name="A"><table:shapes><draw:frame svg:width="2cm" svg:height="2cm"><draw:image xlink:href="LINK/picture.png" xlink:type="simple" xlink:show="embed" xlink:actuate="onLoad"/></draw:frame></table:shapes>
<table:table-row><table:table-cell office:value-type="float" office:value="32"><text:p>32</text:p></table:table-cell></table:table-row></table:table>
<table:table table:name="B"><table:table-source xlink:type="simple" xlink:href="LINK/link.ods" table:table-name="X" table:mode="copy-all"/>
<table:table-row><table:table-cell office:value-type="float" office:value="33" table:formula="of:=WEBSERVICE(&quot;LINK/service&quot;)"><text:p>33</text:p></table:table-cell></table:table-row></table:table>
</office:spreadsheet></office:body></office:document-content>`

func packed(t *testing.T, parts ...string) string {
	t.Helper()
	var out bytes.Buffer
	w := zip.NewWriter(&out)
	for i := 0; i < len(parts); i += 2 {
		entry, err := w.Create(parts[i])
		if err == nil {
			_, err = entry.Write([]byte(parts[i+1]))
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return out.String()
}

// TestConvertFetchesNothing converts a workbook with links: by itself LibreOffice follows them, in the cage it does not.
func TestConvertFetchesNothing(t *testing.T) {
	program, err := exec.LookPath("soffice")
	if err != nil {
		t.Fatal("the test converts with LibreOffice: install libreoffice-calc-nogui")
	}
	var asked atomic.Int64
	server := httptest.NewServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { asked.Add(1) }))
	defer server.Close()
	workbook := packed(t, "mimetype", "application/vnd.oasis.opendocument.spreadsheet", "content.xml", strings.ReplaceAll(linkedContent, "LINK", server.URL),
		"META-INF/manifest.xml", `<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"><manifest:file-entry manifest:full-path="/" manifest:media-type="application/vnd.oasis.opendocument.spreadsheet"/><manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/></manifest:manifest>`)
	c := newOfficeCage(t)
	reading, err := c.Read([]byte("convert " + workbook))
	if err != nil || !strings.HasPrefix(reading.Layout, "PK") {
		t.Fatalf("%v, %v", reading, err)
	}
	if n := asked.Load(); n > 0 {
		t.Errorf("the cage asked %d times", n)
	}
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, "linked.ods"), []byte(workbook), 0o600); err != nil {
		t.Fatal(err)
	}
	if out, err := exec.Command(program, "-env:UserInstallation=file://"+dir+"/profile", "--headless", "--convert-to", "xlsx", "--outdir", dir+"/out", filepath.Join(dir, "linked.ods")).CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	if asked.Load() == 0 {
		t.Error("LibreOffice by itself asked for nothing: this workbook shows nothing")
	}
}

// TestNotConverted gives LibreOffice what is no workbook.
func TestNotConverted(t *testing.T) {
	_, err := newOfficeCage(t).Read([]byte("convert nothing of the kind"))
	var refusal *pipeline.Refusal
	if !errors.As(err, &refusal) || refusal.Code != cage.Unconverted || refusal.Got != ".ods" {
		t.Errorf("%v", err)
	}
}

// newOfficeCage is a cage in which there is room for LibreOffice.
func newOfficeCage(t *testing.T) *cage.Cage {
	t.Helper()
	before := limits
	t.Cleanup(func() { limits = before })
	limits = pipeline.CageLimits{Memory: 512 << 20, CPUSeconds: 15, WallSeconds: 30, OutputBytes: 256 << 20}
	return newCage(t, childName, os.Stderr)
}
