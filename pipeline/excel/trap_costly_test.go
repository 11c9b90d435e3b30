//go:build !race

// The race detector takes ten times the memory, and its own time: make test runs these tests by themselves.

package excel_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"hash/crc32"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"tonghop/pipeline/excel"
)

// What no file of up to 20 MB may take.
const (
	mostSeconds = 20
	mostMemory  = 600 << 20
)

// costlyFile is the file that a child reads: memory is measured of a process, so that each file has its own.
const costlyFile = "TONGHOP_COSTLY_FILE"

// spent is what reading a file took.
type spent struct {
	Code    string  // of the refusal; "" for a file that was read
	Memory  int64   // most bytes that the process ever had, 0 where the system does not say
	seconds float64 // that the processor worked, whatever else it did meanwhile
}

// TestCostlyChild is no test: it reads the file that it is given, and tells what that took.
func TestCostlyChild(t *testing.T) {
	path := os.Getenv(costlyFile)
	if path == "" {
		return
	}
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	reader := excel.NewReader(defaults(t), nil)
	reading, err := reader.Read(data)
	took := spent{Memory: mostUsed()}
	if err != nil {
		took.Code = asRefusal(t, err).Code
	} else if len(reading.Refusals) > 2000 {
		t.Errorf("%d findings", len(reading.Refusals))
	}
	if err := json.NewEncoder(os.Stdout).Encode(took); err != nil {
		t.Fatal(err)
	}
}

// mostUsed is the most memory that this process ever had.
func mostUsed() int64 {
	status, _ := os.ReadFile("/proc/self/status") // there on Linux only
	found := regexp.MustCompile(`VmHWM:\s+(\d+) kB`).FindSubmatch(status)
	if found == nil {
		return 0
	}
	kilobytes, _ := strconv.ParseInt(string(found[1]), 10, 64)
	return kilobytes << 10
}

// readApart reads a file in a process of its own.
func readApart(t *testing.T, data []byte) spent {
	t.Helper()
	path := filepath.Join(t.TempDir(), "costly.xlsx")
	if err := os.WriteFile(path, data, 0o600); err != nil {
		t.Fatal(err)
	}
	child := exec.Command(os.Args[0], "-test.run=^TestCostlyChild$")
	child.Env = append(os.Environ(), costlyFile+"="+path)
	out, err := child.Output()
	if err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	var took spent
	if err := json.NewDecoder(bytes.NewReader(out)).Decode(&took); err != nil {
		t.Fatalf("%v in %s", err, out)
	}
	took.seconds = (child.ProcessState.UserTime() + child.ProcessState.SystemTime()).Seconds()
	return took
}

// bulk is a part in which a text is repeated. It is compressed once and its bytes are repeated: a deflate stream that is flushed
// may be followed by itself.
func bulk(t *testing.T, name, head, unit string, times int, tail string) *entry {
	t.Helper()
	const chunk = 1 << 20
	each := min(max(chunk/len(unit), 1), times)
	block := strings.Repeat(unit, each)
	stream := &bytes.Buffer{}
	stream.Write(flushed(t, []byte(head)))
	stream.Write(bytes.Repeat(flushed(t, []byte(block)), times/each))
	stream.Write(deflated(t, []byte(strings.Repeat(unit, times%each)+tail)))
	e := &entry{name: name, packed: stream.Bytes()}
	const believed = 1 << 30 // beyond it, nobody comes to look at size and checksum
	if len(unit)*times < believed {
		e.more = len(head) + len(unit)*times + len(tail)
		sum := crc32.NewIEEE() // which takes everything
		_, _ = sum.Write([]byte(head))
		for range times / each {
			_, _ = sum.Write([]byte(block))
		}
		_, _ = sum.Write([]byte(strings.Repeat(unit, times%each) + tail))
		e.crc = sum.Sum32()
	}
	return e
}

// instead puts a part in the place of one of the parcel's, or adds it.
func instead(e *entry) change {
	return func(p *parcel) { remove(e.name)(p); p.entries = append(p.entries, e) }
}

// sheetOf is the parcel's sheet with more rows behind its own.
func sheetOf(t *testing.T, unit string, times int) change {
	return func(p *parcel) {
		head, tail, _ := strings.Cut(string(p.part(sheetPart).data), "</sheetData>")
		instead(bulk(t, sheetPart, head, unit, times, "</sheetData>"+tail))(p)
	}
}

// partOfUnits is a part with a text repeated before its last element.
func partOfUnits(t *testing.T, name, last, unit string, times int) change {
	return func(p *parcel) {
		head, tail, _ := strings.Cut(string(p.part(name).data), last)
		instead(bulk(t, name, head, unit, times, last+tail))(p)
	}
}

// numbered is a sheet whose rows each differ.
func numbered(rows int, row func(out *strings.Builder, i int)) change {
	return func(p *parcel) {
		head, tail, _ := strings.Cut(string(p.part(sheetPart).data), "</sheetData>")
		var out strings.Builder
		for i := range rows {
			row(&out, i)
		}
		p.part(sheetPart).data = []byte(head + out.String() + "</sheetData>" + tail)
	}
}

// headers adds cells to the line of headers.
func headers(n int, text func(i int) string) change {
	var cells strings.Builder
	for i := range n {
		cells.WriteString(`<c t="inlineStr"><is><t>` + text(i) + `</t></is></c>`)
	}
	return edit(sheetPart, `</row><row r="6">`, cells.String()+`</row><row r="6">`)
}

func manyCommunes(n int) [][]any {
	rows := communeRows()[:communeHead]
	for i := range n {
		rows = append(rows, []any{i + 1, "Xã Hòa " + strings.Repeat("á", i%7) + fmt.Sprint(i/7), nil, 7})
	}
	return rows
}

func manyModels(n int) [][]any {
	rows := registerRows()[:registerHead]
	for i := range n {
		rows = append(rows, []any{i + 1, fmt.Sprintf("Mô hình %d", i), "Tổ tự quản", "không rõ", "Xã Phú Mỹ", "Phú Tân", "lâu rồi", "Rất tốt", nil, "nhiều"})
	}
	return rows
}

func random(bytes int) []byte {
	data := make([]byte, bytes)
	source := rand.NewChaCha8([32]byte{4})
	_, _ = source.Read(data) // never fails
	return data
}

// Files made to cost much. Every one is small enough to be taken in, and is read or refused within the bounds.
func TestCostly(t *testing.T) {
	c := defaults(t)
	largest := int(c.Config.Limits.FileBytes)
	part := int(c.Config.Limits.PartBytes)
	fits := func(unit string) int { return (part - 1<<20) / len(unit) } // so many fill a part, almost
	text := func(s string) string { return "<si><t>" + s + "</t></si>" }
	inline := func(s string) string { return `<c t="inlineStr"><is><t>` + s + `</t></is></c>` }
	xf, definedName := `<xf numFmtId="0"/>`, `<definedName name="a">A</definedName>`
	relationship := `<Relationship Id="a" Type="b" Target="c"/>`
	for _, trap := range []struct {
		name   string
		change change
		code   string // of the refusal, or several; "" for a file that is read
	}{
		{"10 GB of spaces", instead(bulk(t, sheetPart, "<worksheet>", " ", 10<<30, "")), "damaged"},
		{"10 GB that nobody needs", instead(bulk(t, otherPart, "<x>", " ", 10<<30, "</x>")), "damaged"},
		{"styles of 190 MB", partOfUnits(t, stylesPart, "</cellXfs>", xf, 190<<20/len(xf)), "too-large-inside"},
		{"styles that fill a part", partOfUnits(t, stylesPart, "</cellXfs>", xf, fits(xf)), "too-many-styles"},
		{"formats that fill a part", partOfUnits(t, stylesPart, "</numFmts>", `<numFmt numFmtId="5" formatCode="0"/>`, fits(`<numFmt numFmtId="5" formatCode="0"/>`)), "|damaged|too-many-styles"},
		{"calcChain of 190 MB", instead(bulk(t, "xl/calcChain.xml", "<calcChain>", `<c r="A1"/>`, 190<<20/11, "</calcChain>")), "too-large-inside"},
		{"calcChain that fills a part", instead(bulk(t, "xl/calcChain.xml", "<calcChain>", `<c r="A1"/>`, fits(`<c r="A1"/>`), "</calcChain>")), ""},
		{"workbook that fills a part", partOfUnits(t, workbookPart, "</workbook>", definedName, fits(definedName)), ""},
		{"relationships that fill a part", partOfUnits(t, relatedPart, "</Relationships>", relationship, fits(relationship)), "damaged|too-many-parts"},
		{"100,000 sheets", partOfUnits(t, workbookPart, "</sheets>", `<sheet name="a" sheetId="2" r:id="rId1"/>`, 100_000), "too-many-sheets|repeated-sheet|damaged"},
		{"texts of 49 MB", partOfUnits(t, stringsPart, "</sst>", text("ab12"), 49<<20/len(text("ab12"))), "too-many-texts|too-many-cells"},
		{"texts that fill a part", partOfUnits(t, stringsPart, "</sst>", text("a"), fits(text("a"))), "too-many-texts|too-many-cells"},
		{"empty texts that fill a part", partOfUnits(t, stringsPart, "</sst>", "<si/>", fits("<si/>")), "too-many-texts|too-many-cells"},
		{"runs that fill a part", partOfUnits(t, stringsPart, "</sst>", "<si><r><t>a</t></r><r><t>b</t></r></si>", fits("<si><r><t>a</t></r><r><t>b</t></r></si>")), "too-many-texts|too-many-cells"},
		{"a text of 10 MB, referred to 1,000 times", all(partOfUnits(t, stringsPart, "</sst>", text(strings.Repeat("ab", 5<<20)), 1), sheetOf(t, `<row><c t="s"><v>20</v></c></row>`, 1000)), "too-long-text"},
		{"the longest text, referred to a million times", all(partOfUnits(t, stringsPart, "</sst>", text(strings.Repeat("ab", 16383)), 1), sheetOf(t, `<row><c t="s"><v>20</v></c></row>`, 1_000_000)), "|too-many-cells"},
		{"the longest texts", sheetOf(t, "<row>"+inline(strings.Repeat("ă", 32767))+"</row>", part/70_000), ""},
		{"two million escapes in one text", all(partOfUnits(t, stringsPart, "</sst>", text(strings.Repeat("_x0041_", 2_000_000)), 1), besides("D9"), shared("D9", "20")), "too-long-text"},
		{"two million escapes", partOfUnits(t, stringsPart, "</sst>", text(strings.Repeat("_x0041_", 4000)), 500), ""},
		{"references that fill a part", partOfUnits(t, stringsPart, "</sst>", text(strings.Repeat("&#65;", 4000)), fits(text(strings.Repeat("&#65;", 4000)))), ""},
		{"cells at XFD on 100,000 rows", numbered(100_000, func(out *strings.Builder, i int) {
			fmt.Fprintf(out, `<row r="%d"><c r="XFD%d"><v>7</v></c></row>`, i+11, i+11)
		}), "|too-many-cells"},
		{"as many numbers as may be", sheetOf(t, "<row>"+strings.Repeat("<c><v>7</v></c>", 20)+"</row>", 2_000_000/20-2), "|too-many-cells"},
		{"one number more", sheetOf(t, "<row>"+strings.Repeat("<c><v>7</v></c>", 20)+"</row>", 2_000_000/20+1), "too-many-cells"},
		{"as many formulas as may be", sheetOf(t, "<row>"+strings.Repeat("<c><f>A1</f></c>", 20)+"</row>", 2_000_000/20-2), "|too-many-cells"},
		{"empty cells that fill a part", sheetOf(t, "<row>"+strings.Repeat("<c/>", 16384)+"</row>", fits(strings.Repeat("<c/>", 16384)+"<row></row>")), ""},
		{"empty rows", sheetOf(t, "<row/>", 1<<20-11), ""},
		{"100,000 merges", partOfUnits(t, sheetPart, "</worksheet>", `<mergeCells><mergeCell ref="G1:XFD1048576"/></mergeCells>`, 100_000), "|too-many-merges"},
		{"merges that fill a part", all(edit(sheetPart, "</worksheet>", "<mergeCells></mergeCells></worksheet>"), partOfUnits(t, sheetPart, "</mergeCells>", `<mergeCell ref="A1:B2"/>`, fits(`<mergeCell ref="A1:B2"/>`))), "|too-many-merges"},
		{"elements in each other", instead(bulk(t, sheetPart, "<worksheet>", "<a>", 10_000_000, "")), "damaged"},
		{"attributes that fill a part", instead(bulk(t, sheetPart, "<worksheet", ` a=""`, 10_000_000, "/>")), "damaged"},
		{"different attributes", edit(sheetPart, "<sheetData>", "<sheetData"+attributes(500_000)+">"), "damaged"},
		{"an attribute that fills a part", instead(bulk(t, sheetPart, `<worksheet a="`, "a", part-1<<20, `"/>`)), "damaged|missing-form"},
		{"a comment that fills a part", instead(bulk(t, sheetPart, "<worksheet><!--", "a", part-1<<20, "--></worksheet>")), "damaged|missing-form"},
		{"a number that fills a part", instead(bulk(t, sheetPart, "<worksheet><sheetData><row><c><v>", "9", part-1<<20, "</v></c></row></sheetData></worksheet>")), "too-long-text|damaged|unknown-cell"},
		{"a formula that fills a part", instead(bulk(t, sheetPart, "<worksheet><sheetData><row><c><f>", "9", part-1<<20, "</f></c></row></sheetData></worksheet>")), "too-long-text|damaged|unknown-cell|missing-form"},
		{"a name that fills a part", instead(bulk(t, sheetPart, "<worksheet", "t", part-1<<20, ">")), "damaged"},
		{"columns that fill a part", all(edit(sheetPart, "<sheetData>", "<cols></cols><sheetData>"), partOfUnits(t, sheetPart, "</cols>", `<col min="1" max="16384" hidden="1"/>`, fits(`<col min="1" max="16384" hidden="1"/>`))), "|damaged"},
		{"100,000 unknown lines", numbered(100_000, func(out *strings.Builder, i int) {
			fmt.Fprintf(out, "<row>"+inline("Dòng lạ số %d")+"<c/><c><v>7</v></c></row>", i)
		}), ""},
		{"100,000 lines that are almost right", numbered(100_000, func(out *strings.Builder, i int) {
			fmt.Fprintf(out, "<row>"+inline("Mô hình đang hoạt độg cuối kỳ %d")+"<c/><c><v>7</v></c></row>", i)
		}), ""},
		{"figures that are asked back", numbered(100_000, func(out *strings.Builder, i int) {
			out.WriteString("<row>" + inline("Giải thể") + "<c/>" + inline("12 (mười") + "</row>")
		}), ""},
		{"a line of headers", headers(16_000, func(i int) string { return fmt.Sprintf("Cột lạ số %d trong kỳ", i) }), "|too-many-cells|missing-columns"},
		{"headers that are almost right", headers(16_000, func(i int) string { return fmt.Sprintf("Lũy kế từ đầu nm %d", i) }), "|too-many-cells|missing-columns|repeated-column"},
		{"long headers that are almost right", headers(3_000, func(int) string { return strings.Repeat("Lũy kế từ đầu nm ", 500) }), "|too-many-cells|missing-columns|repeated-column"},
		{"communes that differ in marks", retyped(func() [][]any { return manyCommunes(20_000) }), ""},
		{"a register of 50,000", retyped(func() [][]any { return manyModels(50_000) }), ""},
		{"random bytes with a zip's beginning", finished(func([]byte) []byte { return append([]byte("PK\x03\x04"), random(largest-4)...) }), "damaged"},
		{"random bytes as a sheet", instead(&entry{name: sheetPart, data: random(largest - 1<<16), stored: true}), "damaged"},
		{"random bytes as a picture", instead(&entry{name: "xl/media/image1.png", data: random(largest - 1<<16), stored: true}), ""},
		{"a directory of nothing but entries", finished(func([]byte) []byte { return manyEntries(largest) }), "too-many-parts|damaged"},
	} {
		t.Run(trap.name, func(t *testing.T) {
			p := newParcel(t, trapRows())
			trap.change(p)
			data := p.file()
			if len(data) > largest {
				t.Fatalf("%d bytes: not taken in at all", len(data))
			}
			took := readApart(t, data)
			t.Logf("%6.2f MB: %5.2f s, %4d MB, %s", float64(len(data))/1e6, took.seconds, took.Memory>>20, took.Code)
			if took.seconds > mostSeconds || took.Memory > mostMemory {
				t.Errorf("%.1f s and %d MB; at most %d and %d", took.seconds, took.Memory>>20, mostSeconds, mostMemory>>20)
			}
			if !strings.Contains("|"+trap.code+"|", "|"+took.Code+"|") {
				t.Errorf("refused as %q, expected %q", took.Code, trap.code)
			}
		})
	}
}

func attributes(n int) string {
	var out strings.Builder
	for i := range n {
		fmt.Fprintf(&out, ` a%d="1"`, i)
	}
	return out.String()
}

// manyEntries is a zip file that is all directory.
func manyEntries(size int) []byte {
	var one, out bytes.Buffer
	put(&one, "PK\x01\x02", uint16(20), uint16(20), uint16(0), uint16(0), uint32(0), uint32(0), uint32(0), uint32(0), uint16(1), uint16(0), uint16(0), uint16(0),
		uint16(0), uint32(0), uint32(0), "a")
	put(&out, "PK\x03\x04", uint16(20), uint16(0), uint16(0), uint32(0), uint32(0), uint32(0), uint32(0), uint16(1), uint16(0), "a")
	start := out.Len()
	n := (size - start - 22) / one.Len()
	out.Write(bytes.Repeat(one.Bytes(), n))
	put(&out, "PK\x05\x06", uint16(0), uint16(0), uint16(n), uint16(n), uint32(n*one.Len()), uint32(start), uint16(0))
	return out.Bytes()
}
