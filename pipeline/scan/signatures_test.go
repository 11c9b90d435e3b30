package scan_test

import (
	"testing"
	"time"

	"tonghop/pipeline/scan"
)

func TestSignaturesOf(t *testing.T) {
	t.Parallel()
	for version, want := range map[string]time.Time{
		"ClamAV 1.4.6/27821/Sun Nov 22 08:31:07 2026":   time.Date(2026, 11, 22, 8, 31, 7, 0, time.Local),
		"ClamAV 0.103.8/26827/Fri Mar  3 09:29:12 2023": time.Date(2023, 3, 3, 9, 29, 12, 0, time.Local),
		"ClamAV 1.4.6":                    {},
		"ClamAV 1.4.6/27821":              {},
		"ClamAV 1.4.6/0/Sun Nov 22 08:31": {},
		"Sun Nov 22 08:31:07 2026":        {},
	} {
		if got := scan.SignaturesOf(version); !got.Equal(want) {
			t.Errorf("%s: %v; expected %v", version, got, want)
		}
	}
}
