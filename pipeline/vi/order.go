package vi

import (
	"strings"
	"sync"

	"golang.org/x/text/collate"
	"golang.org/x/text/language"
)

// collators holds collators in Vietnamese order; one collator serves one goroutine at a time.
var collators = sync.Pool{New: func() any {
	return collate.New(language.Vietnamese, collate.Numeric)
}}

// Compare orders two names alphabetically in Vietnamese: letters a ă â … d đ e ê …, then tone marks, then case;
// numbers by their value (Phường 2 before Phường 10). It returns -1, 0 or 1, and 0 only for equal text (in NFC),
// and may be called by several goroutines at once.
func Compare(a, b string) int {
	a, b = NFC(a), NFC(b)
	c := collators.Get().(*collate.Collator)
	defer collators.Put(c)
	if order := c.CompareString(a, b); order != 0 {
		return order
	}
	return strings.Compare(a, b)
}

// SortKey returns bytes that order (as bytes.Compare does) as Compare orders names.
func SortKey(s string) []byte {
	s = NFC(s)
	c := collators.Get().(*collate.Collator)
	defer collators.Put(c)
	var buffer collate.Buffer
	key := c.KeyFromString(&buffer, s)
	return append(append(append([]byte{}, key...), 0), s...)
}
