package excel

import (
	"math"
	"strings"
)

// Excel fits no row to a merged cell, so that heights are estimated here, rather too high than clipped.
const (
	pixelsPerPoint = 96.0 / 72
	leading        = 1.28 // height of a line over the font's size
	slack          = 1.04 // programs and zooms differ
	maxRowPoints   = 400  // Excel's limit is 409
)

// textPixels estimates the width of a text on one line in Times New Roman.
func textPixels(text string, size float64, bold bool) float64 {
	width, common := 0.0, commonWidths()
	for _, r := range text {
		if int(r) < len(common) {
			width += common[r]
		} else {
			width += letterWidth(r)
		}
	}
	if bold {
		width *= 1.05
	}
	return width * size * pixelsPerPoint * slack
}

// textLines estimates on how many lines a text stands in a cell of a width in pixels.
func textLines(text string, size float64, bold bool, pixels float64) int {
	if strings.IndexByte(text, '\n') < 0 && textPixels(text, size, bold) <= pixels {
		return 1
	}
	lines := 0
	for paragraph := range strings.SplitSeq(text, "\n") {
		lines++
		used := 0.0
		for word := range strings.FieldsSeq(paragraph) {
			width := textPixels(word, size, bold)
			space := 0.0
			if used > 0 {
				space = textPixels(" ", size, bold)
			}
			if used > 0 && used+space+width > pixels {
				lines, used, space = lines+1, 0, 0
			}
			for ; width > pixels; width -= pixels { // a word longer than the line is broken
				lines++
			}
			used += space + width
		}
	}
	return lines
}

// textPoints estimates the height that a text needs.
func textPoints(text string, size float64, bold bool, pixels float64) float64 {
	return math.Ceil(float64(textLines(text, size, bold, pixels))*size*leading) + 3
}

// longestWord is the width in characters below which a column would break a word.
func longestWord(text string, size float64, bold bool) float64 {
	longest := 0.0
	for word := range strings.FieldsSeq(text) {
		longest = max(longest, textPixels(word, size, bold))
	}
	return chars(longest + 6)
}

// pixels is the width that a column of so many characters leaves for text; chars is the reverse.
func pixels(chars float64) float64 { return chars * 7 }

func chars(pixels float64) float64 { return math.Ceil(pixels / 7) }
