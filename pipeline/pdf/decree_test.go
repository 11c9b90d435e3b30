package pdf_test

import (
	"fmt"
	"math"
	"regexp"
	"slices"
	"strings"
	"testing"

	"tonghop/pipeline"
	"tonghop/pipeline/vi"
)

// What Annex I of Decree 30/2020/NĐ-CP says of the layout of a document, and of what is its own here: lengths in millimetres, sizes in
// points. Its typeface is Times New Roman, whose metrics Liberation Serif has.
var decree = struct {
	top, bottom, left, right      limits // margins
	pageNumber                    limits
	firstLine                     limits // indent
	gap                           limits // between paragraphs, in points
	spacing                       limits // of lines, in lines
	rule                          limits // below the issuing body and the subject, in lengths of their line
	elements, draft, marked, last []element
}{
	top: limits{20, 25}, bottom: limits{20, 25}, left: limits{30, 35}, right: limits{15, 20},
	pageNumber: limits{13, 14}, firstLine: limits{10, 12.7}, gap: limits{6, 40}, spacing: limits{1, 1.5}, rule: limits{1.0 / 3, 1.0 / 2},
	elements: []element{
		{"Quốc hiệu", vi.NationalTitle, limits{12, 13}, "B", true, right},
		{"Tiêu ngữ", vi.Motto, limits{13, 14}, "B", false, right},
		{"Tên cơ quan chủ quản", "BỘ CÔNG AN", limits{12, 13}, "", true, left},
		{"Tên cơ quan ban hành", "CỤC XÂY DỰNG PHONG", limits{12, 13}, "B", true, left},
		{"Số, ký hiệu", `Số: +(05)?/BC-V05`, limits{13, 13}, "", false, left},
		{"Địa danh và thời gian", "Hà Nội, ngày .*", limits{13, 14}, "I", false, right},
		{"Tên loại", "BÁO CÁO", limits{13, 14}, "B", true, centre},
		{"Trích yếu", "Kết quả xây dựng, nhân rộng mô hình, điển hình", limits{13, 14}, "B", false, centre},
		{"Nội dung", "Thực hiện chỉ đạo của lãnh đạo Bộ Công an .*", limits{13, 14}, "", false, indented},
		{"Phần", "I\\. TÌNH HÌNH VÀ KẾT QUẢ", limits{13, 14}, "B", true, indented},
		{"Khoản", "1\\. Công tác xây dựng mô hình", limits{13, 14}, "B", false, indented},
		{"Điểm", "a\\) Một số mô hình tiêu biểu", limits{13, 14}, "", false, indented},
		{"Quyền hạn của người ký", "KT\\. CỤC TRƯỞNG", limits{13, 14}, "B", true, rightHalf},
		{"Chức vụ của người ký", "PHÓ CỤC TRƯỞNG", limits{13, 14}, "B", true, rightHalf},
		{"Họ tên của người ký", "Thiếu tướng Nguyễn Văn Ví Dụ", limits{13, 14}, "B", false, rightHalf},
		{"Từ Nơi nhận", vi.RecipientsHeading, limits{12, 12}, "BI", false, flush},
		{"Nơi nhận", "- Lưu: VT, P2\\.", limits{11, 11}, "", false, flush},
		{"Phụ lục", vi.AnnexLabel + " I", limits{14, 14}, "B", false, centre},
		{"Tiêu đề phụ lục", "BIỂU TỔNG HỢP THEO ĐỊA BÀN", limits{13, 14}, "B", true, centre},
		{"Kèm theo", "\\(Kèm theo Báo cáo .*\\)", limits{13, 14}, "I", false, centre},
	},
	draft:  []element{{"Dấu dự thảo", vi.DraftMark, limits{13, 14}, "B", true, left}},
	marked: []element{{"Dấu chỉ độ mật", "MẬT", limits{13, 14}, "B", true, left}},
}

// limits are the least and the most.
type limits struct{ least, most float64 }

func (l limits) hold(v, tolerance float64) bool {
	return v >= l.least-tolerance && v <= l.most+tolerance
}

// element is a part of a document: how it is found in the sample, and how it is set.
type element struct {
	name, find string
	size       limits
	style      string
	upper      bool
	place      place
}

// place is where an element stands on its page.
type place string

const (
	left      place = "left"       // in the letterhead
	right     place = "right"      // in the letterhead
	centre    place = "centre"     // between the margins
	indented  place = "indented"   // its first line
	rightHalf place = "right half" // between the margins
	flush     place = "flush"      // at the left margin
)

// rounding is how far off poppler's whole pixels may be, in points.
const rounding = 0.5

func (p place) holds(page printed, r run) bool {
	from, to := 30*mm, page.Width-15*mm
	switch p {
	case left:
		return r.Left >= from-rounding && r.middle() < page.Width/2
	case right:
		return r.Right <= to+rounding && r.middle() > page.Width/2
	case centre:
		return math.Abs(r.middle()-(from+to)/2) <= 2*rounding
	case indented:
		return decree.firstLine.hold((r.Left-from)/mm, rounding/mm)
	case rightHalf:
		return r.Left >= (from+to)/2-rounding
	}
	return math.Abs(r.Left-from) <= rounding
}

// found are the page and the run of an element.
func (e element) found(t *testing.T, pages []printed) (page printed, r run) {
	t.Helper()
	for _, page := range pages {
		for _, r := range page.Runs {
			if regexp.MustCompile("^" + e.find + "$").MatchString(r.Text) {
				return page, r
			}
		}
	}
	t.Fatalf("%s: not found", e.name)
	return page, r
}

func (e element) check(t *testing.T, pages []printed) {
	t.Helper()
	page, r := e.found(t, pages)
	if !e.size.hold(r.Size, 0.01) || r.Style != e.style {
		t.Errorf("%s is set in %v %q, not in %v to %v %q", e.name, r.Size, r.Style, e.size.least, e.size.most, e.style)
	}
	if e.upper && r.Text != vi.Upper(r.Text) {
		t.Errorf("%s is not in capitals: %s", e.name, r.Text)
	}
	if !e.place.holds(page, r) {
		t.Errorf("%s does not stand %s: from %v to %v", e.name, e.place, r.Left, r.Right)
	}
}

// marked is the report as a draft that is secret.
func marked() *pipeline.Document {
	d := report()
	d.Letterhead.Draft, d.Letterhead.Mark, d.Letterhead.Number, d.Letterhead.Date = true, "mật", "", nil
	return d
}

func TestDecreeElements(t *testing.T) {
	approved, draft := printedPages(t, written(t, report())), printedPages(t, written(t, marked()))
	for _, e := range decree.elements {
		e.check(t, approved)
		e.check(t, draft)
	}
	for _, e := range append(decree.draft, decree.marked...) {
		e.check(t, draft)
	}
}

// What stands level with another, above it, or in the same column.
func TestDecreePlaces(t *testing.T) {
	pages := printedPages(t, written(t, marked()))
	of := map[string]run{}
	for _, e := range slices.Concat(decree.elements, decree.draft, decree.marked) {
		_, of[e.name] = e.found(t, pages)
	}
	level := func(a, b string) {
		if math.Abs(of[a].Bottom-of[b].Bottom) > 1.5 {
			t.Errorf("%s and %s do not stand level: %v, %v", a, b, of[a].Bottom, of[b].Bottom)
		}
	}
	level("Quốc hiệu", "Tên cơ quan chủ quản")
	level("Số, ký hiệu", "Địa danh và thời gian")
	level("Quyền hạn của người ký", "Từ Nơi nhận")
	for _, column := range [][]string{
		{"Quốc hiệu", "Tiêu ngữ", "Địa danh và thời gian"},
		{"Tên cơ quan chủ quản", "Tên cơ quan ban hành", "Dấu chỉ độ mật", "Dấu dự thảo"},
		{"Tên loại", "Trích yếu"}, {"Quyền hạn của người ký", "Chức vụ của người ký", "Họ tên của người ký"},
	} {
		for i, name := range column[1:] {
			if above := of[column[i]]; of[name].Top <= above.Top || math.Abs(of[name].middle()-above.middle()) > 1 {
				t.Errorf("%s does not stand centred under %s", name, column[i])
			}
		}
	}
}

func TestDecreeRulesAndFrames(t *testing.T) {
	path := written(t, marked())
	page := printedPages(t, path)[0]
	lines := drawn(t, path, 1, page.Height)
	below := func(find string, share limits) {
		_, r := element{name: find, find: find}.found(t, []printed{page})
		for _, l := range lines {
			if l.Top == l.Bottom && l.Top > r.Bottom-4 && l.Top < r.Bottom+6 && math.Abs((l.Left+l.Right)/2-r.middle()) < 1 &&
				share.hold((l.Right-l.Left)/(r.Right-r.Left), 0.03) {
				return
			}
		}
		t.Errorf("no rule of %v to %v of its length below %s", share.least, share.most, find)
	}
	below(vi.Motto, limits{1, 1})
	below("VỆ AN NINH TỔ QUỐC", decree.rule)
	below("Tổ quốc khu vực .*", decree.rule)
	for _, e := range append(decree.marked, decree.draft...) {
		_, r := e.found(t, []printed{page})
		if !slices.ContainsFunc(lines, func(b box) bool {
			return b.Left < r.Left && b.Right > r.Right && b.Top < r.Top+3 && b.Bottom > r.Bottom-3 && b.Right-b.Left < 2*(r.Right-r.Left)
		}) {
			t.Errorf("%s is not boxed", e.name)
		}
	}
}

func TestDecreeParagraphs(t *testing.T) {
	long := strings.Repeat("Công an các đơn vị, địa phương đã chủ động tham mưu cấp ủy, chính quyền ban hành nhiều văn bản chỉ đạo. ", 5)
	page := printedPages(t, written(t, filled(0, text(long), text(long))))[0]
	first := slices.IndexFunc(page.Runs, func(r run) bool { return strings.HasPrefix(r.Text, "Công an các") })
	body := page.Runs[first:]
	second := 0
	for i, r := range body {
		if i > 0 && r.Left > 30*mm+rounding {
			second = i
		}
	}
	for _, i := range []int{0, second} {
		if !indented.holds(page, body[i]) {
			t.Errorf("a first line is indented by %v mm", (body[i].Left-30*mm)/mm)
		}
	}
	// A line of Times New Roman is 1.15 of its size high.
	pitch := body[2].Top - body[1].Top
	if !decree.spacing.hold(pitch/(1.15*body[0].Size), 0.01) {
		t.Errorf("lines of %v stand %v apart", body[0].Size, pitch)
	}
	if gap := body[second].Top - body[second-1].Top - pitch; second < 4 || !decree.gap.hold(gap, rounding) {
		t.Errorf("paragraphs stand %v apart", gap)
	}
	for i, r := range body {
		if last := i == second-1 || i == len(body)-1; !last && math.Abs(r.Right-(page.Width-15*mm)) > 1 {
			t.Errorf("line %d is not justified: it ends at %v", i+1, r.Right)
		}
	}
}

// sampled are documents of every kind, by name.
func sampled() map[string]*pipeline.Document {
	short := filled(2, summary(), text("Hết"+vi.ClosingMark))
	long := filled(1, pipeline.Annex{Title: "DANH SÁCH"}, register(500))
	wide := filled(1, grouped(3, 40), pipeline.Annex{Number: "I", Title: "BIỂU"}, grouped(9, 100), pipeline.Annex{Number: "II", Title: "DANH SÁCH", Landscape: true}, register(100))
	return map[string]*pipeline.Document{"report": report(), "draft": marked(), "contents": listed(), "short": short, "long": long, "wide": wide,
		"charts": filled(3, bars(), months(), trend(13, 3), nationwide(63, 2))}
}

func TestDecreePages(t *testing.T) {
	for name, d := range sampled() {
		path, annexes := written(t, d), 0
		for _, b := range d.Blocks {
			if _, ok := b.(pipeline.Annex); ok {
				annexes++
			}
		}
		sections, number := 0, 0
		least, most := 1e9, 1e9 // room at the left and right of what is printed on any page
		for i, page := range printedPages(t, path) {
			where := fmt.Sprintf("%s, page %d", name, i+1)
			label := ""
			from, to, top, bottom := page.Width, 0.0, page.Height, 0.0
			for _, r := range page.Runs {
				switch {
				case r.Bottom >= 20*mm-2: // a letter's box begins above the line that it stands on
					from, to, top, bottom = min(from, r.Left), max(to, r.Right), min(top, r.Top), max(bottom, r.Bottom)
				case r.Text == vi.DraftMark:
				default:
					label = r.Text
					if !decree.pageNumber.hold(r.Size, 0) || r.Style != "" || !centre.holds(page, r) {
						t.Errorf("%s: its number is set in %v %q about %v", where, r.Size, r.Style, r.middle())
					}
				}
			}
			if number++; label == "" {
				sections, number = sections+1, 1
			} else if label != fmt.Sprint(number) {
				t.Errorf("%s bears the number %s, not %d", where, label, number)
			}
			least, most = min(least, from/mm), min(most, (page.Width-to)/mm)
			if !decree.top.hold(top/mm, 0.2) || bottom > page.Height-decree.bottom.least*mm+rounding {
				t.Errorf("%s: text stands from %v to %v mm below its top", where, top/mm, bottom/mm)
			}
		}
		if !decree.left.hold(least, 0.2) || !decree.right.hold(most, 0.2) {
			t.Errorf("%s: its margins are %v and %v mm", name, least, most)
		}
		if sections != annexes+1 {
			t.Errorf("%s: %d parts are numbered by themselves, not %d", name, sections, annexes+1)
		}
	}
}
