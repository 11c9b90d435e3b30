package compose

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"tonghop/pipeline"
	"tonghop/pipeline/vi"
)

const narrated = "# MỞ ĐẦU\n\nCó.\n\n# NHIỆM VỤ {unit}\n\n```narrative nhiem-vu\nTrong {period}, **{q.name}** còn {q.n} việc:\n\n- {words.text}\n\n{words.text}\n{else}```\n\n# HẾT\n\nHết."

func said(values ...string) pipeline.Result {
	result := pipeline.Result{Columns: []string{"text"}}
	for _, value := range values {
		result.Rows = append(result.Rows, texts(value))
	}
	return result
}

// visible writes blocks as plain text: a line each.
func visible(blocks []pipeline.Block) string {
	var b strings.Builder
	write := func(before string, p pipeline.Paragraph) {
		b.WriteString(before + wordInlines(p.Inlines) + "\n")
	}
	for _, block := range blocks {
		switch block := block.(type) {
		case pipeline.Heading:
			b.WriteString("# " + block.Text + "\n")
		case pipeline.Paragraph:
			write("", block)
		case pipeline.List:
			for _, item := range block.Items {
				write("- ", item)
			}
		}
	}
	return b.String()
}

func TestNarrative(t *testing.T) {
	named := pipeline.Result{Columns: []string{"name", "n"}, Rows: [][]pipeline.Cell{{{Text: "Xã A"}, figure("3", pipeline.Own)}}}
	none := pipeline.Result{Columns: named.Columns}
	for name, c := range map[string]struct {
		otherwise     string
		results       pipeline.Results
		wording       pipeline.Wording
		want, passage string
	}{
		"drafted": {"", pipeline.Results{"q": named, "words": said("Làm {unit}.\n+ Đi *từng* nhà\n\n- Về", "Hai.")}, nil,
			"# I. MỞ ĐẦU\nCó.\n# II. NHIỆM VỤ Sóc Trăng\nTrong tháng 8 năm 2024, **Xã A** còn 3 việc:\n- Làm {unit}. Đi \\*từng\\* nhà; Về\n- Hai.\nLàm {unit}.\n- Đi \\*từng\\* nhà\n- Về\nHai.\n# III. HẾT\nHết.\n",
			"Trong tháng 8 năm 2024, **Xã A** còn 3 việc:\n\n- Làm {unit}. Đi \\*từng\\* nhà; Về\n- Hai.\n\nLàm {unit}.\n\n- Đi \\*từng\\* nhà\n- Về\n\nHai."},
		"empty": {"", pipeline.Results{"q": none, "words": said()}, nil, "# I. MỞ ĐẦU\nCó.\n# II. HẾT\nHết.\n", ""},
		"empty, and says so": {"else: Không có ở {unit}.\n", pipeline.Results{"q": none, "words": said("")}, nil,
			"# I. MỞ ĐẦU\nCó.\n# II. NHIỆM VỤ Sóc Trăng\nKhông có ở Sóc Trăng.\n# III. HẾT\nHết.\n", "Không có ở Sóc Trăng."},
		"worded": {"else: Không có.\n", pipeline.Results{"q": none, "words": said()}, pipeline.Wording{"nhiem-vu": "1. Một {unit}\r\n   hai.\n- *a*\n-\n- b **c"},
			"# I. MỞ ĐẦU\nCó.\n# II. NHIỆM VỤ Sóc Trăng\n1. Một {unit} hai.\n- *a*\n- b \\*\\*c\n# III. HẾT\nHết.\n", "1. Một {unit}\r\n   hai.\n- *a*\n-\n- b **c"},
		"worded with numbers": {"", pipeline.Results{"q": none, "words": said()}, pipeline.Wording{"nhiem-vu": "Gồm:\n1. Một\nhai.\n2. Hai,\na) ba;\nđ) bốn\n2.1. năm\n+ sáu\n- bảy\n10) tám, năm\n2026. Hết"},
			"# I. MỞ ĐẦU\nCó.\n# II. NHIỆM VỤ Sóc Trăng\nGồm:\n1. Một hai.\n2. Hai,\na) ba;\nđ) bốn\n2.1. năm\n+ sáu\n- bảy\n10) tám, năm 2026. Hết\n# III. HẾT\nHết.\n", "Gồm:\n1. Một\nhai.\n2. Hai,\na) ba;\nđ) bốn\n2.1. năm\n+ sáu\n- bảy\n10) tám, năm\n2026. Hết"},
		"worded away": {"else: Không có.\n", pipeline.Results{"q": named, "words": said("Một.")}, pipeline.Wording{"nhiem-vu": " "}, "# I. MỞ ĐẦU\nCó.\n# II. HẾT\nHết.\n", " "},
	} {
		t.Run(name, func(t *testing.T) {
			o := order(strings.Replace(narrated, "{else}", c.otherwise, 1))
			o.Wording = c.wording
			got, err := composed(catalogue(), o, c.results)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(c.want, visible(got.Blocks)); diff != "" {
				t.Errorf("(-want +got)\n%s", diff)
			}
			if diff := cmp.Diff([]pipeline.Passage{{ID: "nhiem-vu", Title: "NHIỆM VỤ Sóc Trăng", Text: c.passage}}, got.Passages); diff != "" {
				t.Errorf("passages (-want +got)\n%s", diff)
			}
		})
	}
}

// A drafted text that is taken as the wording as it is changes nothing.
func FuzzWording(f *testing.F) {
	for _, text := range []string{"Một.\n\nHai **ba**", "- a\n- b\n\n- c", "\\- a", "5 * 3 = 15", "***a** b*", "**a", "*a**b***c*", "- \\\\-", "1. a\n2) b\n# c\n> d | e `f`", "-", "-a", "\u00a0- x"} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		text = vi.NFC(text) // as everything that is kept
		blocks := asWording([]pipeline.Block{pipeline.Paragraph{Inlines: []pipeline.Inline{{Text: text}}}})
		for _, blocks := range [][]pipeline.Block{blocks, readWording(text)} {
			wording := wordingOf(blocks)
			if again := wordingOf(readWording(wording)); again != wording {
				t.Errorf("%q: drafted %q, read as %q", text, wording, again)
			}
		}
	})
}
