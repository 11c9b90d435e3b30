package vi

import (
	"regexp"
	"strings"
	"time"
)

// UntilLabel stands before the day up to which the figures of a period that is not over go.
const UntilLabel = "số liệu đến"

// untilTail is that day behind a period, in brackets or behind a comma.
var untilTail = regexp.MustCompile(`(?i)[,(;]\s*(?:số liệu|tính|lũy kế|luỹ kế)\s+(?:tính\s+)?đến(?:\s+hết)?\s+([^()]+?)\s*\)?\s*$`)

// CutUntil cuts the day up to which figures go off the text of a period: of "Giai đoạn 2018 - 2024 (số liệu đến
// 15/8/2024)" it is 2024-08-15. Text that names none comes back as it is, with the zero day; ok is false where what
// stands there is no day.
func CutUntil(text string) (period string, until time.Time, ok bool) {
	text = NFC(text)
	found := untilTail.FindStringSubmatchIndex(text)
	if found == nil {
		return text, time.Time{}, true
	}
	canonical, ok := ParsePeriod(text[found[2]:found[3]])
	until, isDay := parseDay(canonical)
	return strings.TrimSpace(text[:found[0]]), until, ok && isDay
}
