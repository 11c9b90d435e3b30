package duck_test

import (
	"math/rand/v2"
	"testing"

	"tonghop/pipeline"
)

// Forms of months, quarters, years and spans, over a change of the year, and registers: whatever comes first, the findings are the
// same. Each arrival rechecks only what it may change, and that must be enough.
func TestOrderOfArrivalOverTime(t *testing.T) {
	t.Parallel()
	forms := []string{
		"tong-hop ca-mau 2023-12 | models.built 5 | models.built+ 60 | models.closing 9", "tong-hop ca-mau 2024-01 | models.built 1 | models.built+ 1 | models.closing 8 | models.opening 9",
		"tong-hop ca-mau 2024-02 | models.built 2 | models.built+ 4 | models.closing 10", "tong-hop ca-mau 2024-03 | models.built 4 | models.built+ 7 | models.closing 12",
		"tong-hop ca-mau 2024-Q1 | models.built 8 | models.closing 13 | models.opening 8 | models.built_communes 9", "tong-hop ca-mau 2024 | models.built 30 | models.closing 20",
		"tong-hop ca-mau 2024-Q2 | models.built 1 | models.built+ 9", "tong-hop ca-mau 2023..2024 | models.built 99 | models.closing 21", "tong-hop ca-mau 2023 | models.built 60",
		"tong-hop bac-lieu 2024-02 | models.built 3", "vung dia-ban-tay-nam-bo 2024-Q1 | models.built 3 | ca-mau models.built 9 | bac-lieu models.built 3",
		"vung dia-ban-tay-nam-bo 2024-02 | models.built 4 | bac-lieu models.built 2", "vung viet-nam 2024-03 | ca-mau models.built 5 | models.built 5",
		"xa ca-mau 2024-02 | models.built 3 | ca-mau/hung-my models.built 1 | ca-mau/tan-hung models.built 1", "xa ca-mau 2024-05 | models.built 3 | ca-mau/cai-nuoc/hung-mi models.built 1 | ca-mau/tan-hung models.built …",
	}
	registers := []string{"ca-mau 2023-12 | Camera an ninh @hung-my operating 3 | Tổ tự quản @- operating 4", "ca-mau 2024-01 | Camera an ninh @hung-my operating 3",
		"ca-mau 2024-02 | Camera an ninh @hung-mi operating 3", "ca-mau 2024-Q1 | Camera an ninh @hung-my operating 3"}
	seed := rand.Uint64()
	random := rand.New(rand.NewPCG(seed, 0))
	var want []string
	for turn := range 3 { // other orders in each run
		o := newOffice(t)
		var arrivals []pipeline.Arrival
		for _, text := range forms {
			arrivals = append(arrivals, o.form(text))
		}
		for _, text := range registers {
			arrivals = append(arrivals, o.register(text))
		}
		random.Shuffle(len(arrivals), func(i, j int) { arrivals[i], arrivals[j] = arrivals[j], arrivals[i] })
		for len(arrivals) > 0 {
			n := min(len(arrivals), 1+random.IntN(5))
			o.take(arrivals[:n]...)
			arrivals = arrivals[n:]
		}
		got := o.found("")
		if turn == 0 {
			want = got
			t.Log(len(got), "findings")
		}
		o.expect("findings", got, want...)
		if t.Failed() {
			t.Fatalf("seed %d, turn %d", seed, turn)
		}
	}
}
