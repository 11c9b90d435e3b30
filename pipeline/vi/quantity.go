package vi

// State says what a cell declares; missing, zero and not applicable are different things.
type State string

// The states of a cell.
const (
	Declared      State = "declared"
	Zero          State = "zero"           // 0, -, không, không phát sinh
	Missing       State = "missing"        // empty, …
	NotApplicable State = "not_applicable" // x
	Unreadable    State = "unreadable"     // anything else: asked back, never guessed
)

// Qualifier is the precision with which a figure is declared (độ chính xác).
type Qualifier string

// The qualifiers.
const (
	Exact   Qualifier = "exact"
	About   Qualifier = "about"   // khoảng, trên dưới, xấp xỉ
	Over    Qualifier = "over"    // hơn, trên
	Near    Qualifier = "near"    // gần
	Under   Qualifier = "under"   // dưới, không quá
	Between Qualifier = "between" // từ … đến …
)

// Quantity is a figure as somebody declared it.
type Quantity struct {
	State     State
	Qualifier Qualifier // of a declared figure and of zero, "" otherwise
	Value     Number    // the number named; of Between, the lower end
	Upper     Number    // the upper end; of Between only
	Words     string    // the hedge in the sender's own words, lower case, NFC, "" when exact; of Between with … for each number
	Note      string    // what stood in brackets behind the figure
	Readings  []string  // of an unreadable text: the readings that it allows, as they should be typed; nil when none
}

// Bounds are the limits within which a quantity lies; nil is unbounded.
// Low and High are hard: the figure is wrong beyond them. SoftLow and SoftHigh lie one rounding
// unit of the round number away: the figure is doubtful beyond them ("trên 4.700" holds above
// 4.700 and is doubtful from 4.800). All four are inclusive.
type Bounds struct {
	Low, High, SoftLow, SoftHigh *Number
}

// Known tells whether the quantity says a number.
func (q Quantity) Known() bool { return q.State == Declared || q.State == Zero }
