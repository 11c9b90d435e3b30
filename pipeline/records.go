package pipeline

import "context"

// Records is what people look at in a warehouse, and what they decide. What is refused is a *DecisionError.
type Records interface {
	AccountRecord
	TokenRecord
	DeliveryRecord
	JobRecord
	// Board tells who has sent what, who is late, and what is missing.
	Board(ctx context.Context, selected BoardSelection) ([]Standing, []Rate, error)
	// Submissions lists what came, the newest first; nil units, "" period and form are all.
	Submissions(ctx context.Context, units []string, period, form string) ([]Sent, error)
	// Waiting lists what came after its period was closed and waits for a decision, the newest first.
	Waiting(ctx context.Context) ([]Submission, error)
	// Findings lists the open findings, worst first; nothing is every period, reporter or severity.
	Findings(ctx context.Context, period string, units []string, severity string) ([]Finding, error)
	// Editions lists the editions, the oldest first.
	Editions(ctx context.Context, filter EditionFilter) ([]Edition, error)
	// Accept takes in a form that came after its period was closed.
	Accept(ctx context.Context, submission int64, who, reason string) (Settled, error)
	// Return sends a form back that came after its period was closed.
	Return(ctx context.Context, submission int64, who, reason string) (Settled, error)
	// Waive accepts a finding on an explanation; a form that has no other error is taken in.
	Waive(ctx context.Context, request WaiverRequest) ([]WaivedFinding, Settled, error)
	// WithdrawWaiver takes a finding's waivers back.
	WithdrawWaiver(ctx context.Context, request WaiverRequest) ([]WaivedFinding, error)
	// Waivers lists the waivers, the newest first.
	Waivers(ctx context.Context, period string, units []string) ([]WaivedFinding, error)
	// ConfirmNothing takes a unit's word that it has nothing to report.
	ConfirmNothing(ctx context.Context, layout Layout, unit Unit, period Period, who string) error
	// Trace leads from a figure that reports print down to its cells.
	Trace(ctx context.Context, request TraceRequest) (*Trace, error)
	// Reconcile holds what the unit of an order declares against what its provinces add up to.
	Reconcile(ctx context.Context, order Order, keys []TimelineKey) ([]Reconciliation, error)
	// Timeline tells figures of a unit over time.
	Timeline(ctx context.Context, request TimelineRequest) (Timeline, error)
}
