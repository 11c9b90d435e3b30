package main

import (
	"archive/zip"
	"bytes"
	"encoding/binary"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"tonghop/pipeline"
	"tonghop/pipeline/vi"
)

// otherFormats are a sample form in each of the formats that are converted.
func otherFormats(t *testing.T) (standard []byte, others map[string][]byte) {
	t.Helper()
	program, err := exec.LookPath("soffice")
	if err != nil {
		t.Fatal("the test converts with LibreOffice: install libreoffice-calc-nogui")
	}
	const sample = "../../samples/tay-nam-bo-2024/vung-tay-nam-bo.xlsx"
	standard, err = os.ReadFile(sample)
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	others = map[string][]byte{".xlsb": binaryWorkbook(t, standard)}
	for _, ending := range []string{".xls", ".ods"} {
		command := exec.Command(program, "-env:UserInstallation=file://"+dir+"/profile", "--headless", "--convert-to", ending[1:], "--outdir", dir, sample)
		if out, err := command.CombinedOutput(); err != nil {
			t.Fatalf("%v\n%s", err, out)
		}
		if others[ending], err = os.ReadFile(filepath.Join(dir, "vung-tay-nam-bo"+ending)); err != nil {
			t.Fatal(err)
		}
	}
	return standard, others
}

// TestConverted reads one form in each format: the figures are the same, at the same cells, and the receipt says what was done.
func TestConverted(t *testing.T) {
	standard, others := otherFormats(t)
	a := &app{streams: streams{err: os.Stderr}}
	reader, err := a.newCage(defaultCatalog(t))
	if err != nil {
		t.Fatal(err)
	}
	defer reader.Close()
	want, err := reader.Read(standard)
	if err != nil {
		t.Fatal(err)
	}
	plain := cmp.FilterPath(func(p cmp.Path) bool { return p.Last().String() == ".Raw" }, cmp.Ignore()) // 1.900 and 1900 are one figure
	for ending, data := range others {
		got, err := reader.Read(data)
		if err != nil {
			t.Errorf("%s: %v", ending, err)
			continue
		}
		if diff := cmp.Diff(want.Observations, got.Observations, plain, cmp.Comparer(func(a, b pipeline.Period) bool { return a == b })); diff != "" {
			t.Errorf("%s: (-xlsx +converted)\n%s", ending, diff)
		}
		if got.Reporter.ID != want.Reporter.ID || got.Period != want.Period || !slices.ContainsFunc(got.Refusals, func(r pipeline.Refusal) bool { return r.Code == "converted" && r.Got == ending }) {
			t.Errorf("%s: %s %s %v", ending, got.Reporter.ID, got.Period, got.Refusals)
		}
	}
}

// TestConvertedDamaged damages a form in each format. It is refused; or returned, where its texts are no more those of the form; or
// its figures are those of the whole form.
func TestConvertedDamaged(t *testing.T) {
	_, others := otherFormats(t)
	dir := t.TempDir()
	whole := figures(t, dir, "whole.xls", others[".xls"])
	if whole.State != pipeline.Accepted || whole.Figures == 0 {
		t.Fatalf("%+v", whole)
	}
	for ending, data := range others {
		for i, length := range []int{8, 512, 600, len(data) / 4, len(data) / 2, len(data) - 2000} {
			refused(t, dir, fmt.Sprintf("cut-%d%s", i, ending), data[:length], "damaged", "not-a-workbook")
		}
	}
	random := rand.New(rand.NewPCG(4, 2))
	for i := range 6 { // a sector of zeros, as a bad disk or download leaves them
		spoilt := bytes.Clone(others[".xls"])
		at := (1 + random.IntN(len(spoilt)/512-1)) * 512
		clear(spoilt[at : at+512])
		if got := figures(t, dir, fmt.Sprintf("zeros-%d.xls", i), spoilt); got.State == pipeline.Accepted && got.Figures != whole.Figures {
			t.Errorf("zeros at %d: %s with %d figures", at, got.State, got.Figures)
		}
	}
	ods := others[".ods"]
	refused(t, dir, "content.ods", repack(t, ods, cutContent), "damaged")
	refused(t, dir, "no-content.ods", repack(t, ods, drop("content.xml")), "archive")
	refused(t, dir, "empty.ods", repack(t, ods, emptyContent), "damaged")
	refused(t, dir, "checksum.ods", wrongContent(t, ods), "damaged")
	refused(t, dir, "sheet.xlsb", repack(t, others[".xlsb"], func(name string, part []byte) []byte {
		if strings.HasSuffix(name, "sheet1.bin") {
			return part[:len(part)-40]
		}
		return part
	}), "damaged")
}

// TestConvertedPassword gives forms behind a password.
func TestConvertedPassword(t *testing.T) {
	_, others := otherFormats(t)
	dir := t.TempDir()
	// Behind a password the second record of the workbook says so.
	locked := bytes.Clone(others[".xls"])
	begin := bytes.Index(locked, []byte{0x09, 0x08, 0x10, 0x00})
	binary.LittleEndian.PutUint16(locked[begin+20:], 0x002f)
	refused(t, dir, "locked.xls", locked, "encrypted")
	refused(t, dir, "locked.ods", repack(t, others[".ods"], func(name string, part []byte) []byte {
		if name != "META-INF/manifest.xml" {
			return part
		}
		return bytes.Replace(part, []byte("</manifest:manifest>"), []byte("<manifest:encryption-data/></manifest:manifest>"), 1)
	}), "encrypted")
}

// figures is what checking a file comes to.
func figures(t *testing.T, dir, name string, data []byte) pipeline.Outcome {
	t.Helper()
	_, out, problems := runHere(t, "--data", filepath.Join(dir, "data"), "--json", "check", writeFile(t, dir, name, data))
	var got struct{ Submissions []pipeline.Outcome }
	if err := json.Unmarshal([]byte(out), &got); err != nil || len(got.Submissions) != 1 {
		t.Fatalf("%s: %v\n%s", name, err, problems)
	}
	return got.Submissions[0]
}

func refused(t *testing.T, dir, name string, data []byte, codes ...string) {
	t.Helper()
	got := figures(t, dir, name, data)
	if got.State != pipeline.Rejected || len(got.Findings) != 1 || !slices.Contains(codes, got.Findings[0].Rule) {
		t.Errorf("%s: %s %+v, expected %v", name, got.State, got.Findings, codes)
	}
}

func cutContent(name string, part []byte) []byte {
	if name == "content.xml" {
		return part[:len(part)/2]
	}
	return part
}

func emptyContent(name string, part []byte) []byte {
	if name != "content.xml" {
		return part
	}
	from, to := bytes.Index(part, []byte("<table:table ")), bytes.LastIndex(part, []byte("</table:table>"))+len("</table:table>")
	return slices.Concat(part[:from], part[to:])
}

// wrongContent changes a figure of the content, stored uncompressed, and leaves the checksum of the figure before.
func wrongContent(t *testing.T, data []byte) []byte {
	t.Helper()
	var out bytes.Buffer
	w := zip.NewWriter(&out)
	repack(t, data, func(name string, part []byte) []byte {
		entry, err := w.CreateHeader(&zip.FileHeader{Name: name, Method: zip.Store})
		if err == nil {
			_, err = entry.Write(part)
		}
		if err != nil {
			t.Fatal(err)
		}
		return part
	})
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	figure := []byte(`office:value="` + vi.Int(32).Plain() + `"`)
	spoilt := bytes.Replace(out.Bytes(), figure, []byte(`office:value="23"`), 1)
	if bytes.Equal(spoilt, out.Bytes()) {
		t.Fatal("the content has no figure 32")
	}
	return spoilt
}
