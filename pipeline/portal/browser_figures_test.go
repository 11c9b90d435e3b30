package portal_test

import "testing"

// A province looks at its own figures over time, and a click on one leads to the cell that it came from.
func TestBrowserFigures(t *testing.T) {
	atEach(t, func(o *office, s screen) {
		o.fill("tong-hop", "ca-mau-2025", "2026-08", "models.closing 1812", "models.built 0")
		o.fill("tong-hop", "ca-mau-2025", "2026-09", "models.closing từ 1900 đến 2000", "models.built 7")
		p := o.as("lan", s)
		p.press("Số liệu")
		p.sees("Số liệu qua các kỳ của tỉnh Cà Mau", "chưa có số liệu", "từ 1.900 đến 2.000")
		p.look("figures")
		p.press("1.812")
		p.sees("Nguồn của số liệu", "ghi “1812”")
		p.look("trace-own")
		p.press("Số liệu này qua các kỳ")
		p.sees("1.812")
	})
}
