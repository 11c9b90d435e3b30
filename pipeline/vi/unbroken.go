package vi

import (
	"regexp"
	"strings"
)

var (
	country = strings.NewReplacer("Tổ quốc", "Tổ\u00a0quốc", "TỔ QUỐC", "TỔ\u00a0QUỐC")
	span    = regexp.MustCompile(`(\d{4}) - (\d{4})`)
)

// Unbroken puts no-break spaces where no line of an official document ends: in the word for the country, and between the two years of a span.
func Unbroken(text string) string {
	text = country.Replace(text)
	if strings.Contains(text, " - ") { // few texts have one, and tables have many texts
		text = span.ReplaceAllString(text, "$1\u00a0-\u00a0$2")
	}
	return text
}
