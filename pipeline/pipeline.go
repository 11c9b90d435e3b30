// Package pipeline holds the nouns of tonghop and its spine. A workbook goes one way,
//
//	Ingest : archive → read → load → check → settle   (file in, submission and findings out)
//	Publish: compute → compose → write → deliver      (report and period in, PDF and XLSX out)
//
// and whoever takes in a file or publishes a report calls these two methods.
package pipeline

import (
	"context"
	"io"
	"sync"
	"sync/atomic"
	"time"
)

// Pipeline is the spine with its parts.
type Pipeline struct {
	Catalog   *Catalog
	Archive   Archive
	Reader    Reader
	Annotator Annotator
	Returns   Returns
	Warehouse Warehouse
	Composer  Composer
	Writers   []Writer
	Binder    Binder           // of a conference's pack
	Now       func() time.Time // the one clock

	Deliveries DeliveryRecord
	Letters    LetterWriter
	Outbox     Outlet // where files are left that are to be fetched

	sending    sync.Mutex // one message after the other
	unrecorded []moved    // deliveries of which only this process knows what became of them

	undelivered atomic.Pointer[[]string] // of what no message could be made the last time, and why; nil before

	givenBack sync.Map // by the submissions that went back: the hash of the findings in the workbook that this process has written

	intaking  sync.Mutex // what one intake has claimed and not done is nothing for another to go on with
	ingesting sync.Mutex // what one ingest has archived and not settled is nothing for another to take up
	backingUp sync.Mutex

	ahead readAhead // what the reception has read before it is settled
}

// Archive keeps what arrived, byte for byte, before anything else happens to it.
type Archive interface {
	// Spool writes what comes, while it comes, to where nobody else sees it.
	Spool(r io.Reader) (Spooled, error)
	// Pending returns the receipts that are not settled, oldest first.
	Pending() ([]Receipt, error)
	// Bytes returns the original; it fails where the bytes no longer have their hash.
	Bytes(sha256 string) ([]byte, error)
	// Keep stores the bytes of an edition's file durably, under their hash.
	Keep(sha256 string, data []byte) error
	// Kept returns the bytes of an edition's file; it fails where they no longer have their hash.
	Kept(sha256 string) ([]byte, error)
	// Receipt returns the receipt with a number.
	Receipt(id int64) (Receipt, error)
	// Receipts returns all receipts there ever were, in order.
	Receipts() ([]Receipt, error)
	// Settled says that the receipts' outcomes are recorded for good.
	Settled(receipts []Receipt) error
	// Files lists all that is kept, and of each receipt whether it is settled, as it is now.
	Files() ([]BackupFile, error)
}

// Spooled is a file that has come whole. Until it is put, it is no part of the archive, and a crash leaves nothing of it.
type Spooled interface {
	SHA256() string
	Size() int64
	// Open returns a reader of the bytes from their beginning, until the file is dropped.
	Open() io.Reader
	// Put stores the bytes durably, together with the receipt that says that they are not settled yet: what is told of them, with its number, their
	// size and their hash. Of bytes that are there already, before may know the receipt that they had: then that is theirs again, and there is no
	// other. It is asked while nobody else puts the same bytes; nil knows none.
	Put(told Receipt, before func(Receipt) (Receipt, bool, error)) (receipt Receipt, again bool, err error)
	// Drop ends with it, whether it was put or not.
	Drop()
}

// Reader reads a workbook through its layout. What cannot be read whole is a *Refusal.
type Reader interface {
	Read(data []byte) (*Reading, error)
}

// Annotator writes findings into the workbook that they are about: its cells coloured, a note on each, and a sheet that
// lists them all. What cannot be annotated is a *Refusal.
type Annotator interface {
	Annotate(data []byte, findings []Finding) ([]byte, error)
}

// Converter makes an .xlsx workbook of one of another format, named by its ending such as ".xls". What cannot be converted
// is a *Refusal.
type Converter interface {
	Convert(data []byte, ending string) ([]byte, error)
}

// Warehouse keeps submissions, observations and findings.
type Warehouse interface {
	// Known returns, by the receipts' ids, the outcomes of those that need not be read: they are settled already, or
	// their bytes are those of a current edition, or were refused before and the catalogue is still the same.
	Known(ctx context.Context, receipts []Receipt) (map[int64]Outcome, error)
	// Begin opens the transaction in which a batch of arrivals is loaded, checked and settled.
	Begin(ctx context.Context) (Batch, error)
	// Compute runs the queries of reports, has documents composed of their results, in the order of the reports, and gives each the
	// sources of its figures: all of one state of the warehouse. Of an order with an approval it also returns the submissions that
	// it is made from.
	Compute(ctx context.Context, reports [][]Query, order Order, compose func([]Results) ([]*Document, error)) ([]*Document, []Original, error)
	// Published returns the last edition of a subject and its draft, with what it shows where that is asked for; each is zero where there is none.
	Published(ctx context.Context, subject Subject, content bool) (Edition, Draft, error)
	// CheckNumber returns a *DecisionError where a document of something else bears the number of an edition, with its symbol, in its year.
	CheckNumber(ctx context.Context, e Edition) error
	// RecordPublication records a draft, in the place of the one before it, or an edition, which ends the draft, with its line of the
	// journal. What is wrong with its number is a *DecisionError.
	RecordPublication(ctx context.Context, e Edition, content Content) (Edition, error)
	// EditionsOf returns the editions that have a file of one of the hashes, each with those files only.
	EditionsOf(ctx context.Context, hashes []string) ([]Edition, error)
	// Editions lists the editions, the oldest first.
	Editions(ctx context.Context, filter EditionFilter) ([]Edition, error)
	// Unsent returns who owes which forms of a period, of which nothing counts or waits to.
	Unsent(ctx context.Context, period Period) ([]Owed, error)
	// ClosePeriod closes a period that is over. What is refused is a *DecisionError.
	ClosePeriod(ctx context.Context, period Period, who string) error
	// KnownSince returns from when on a job is there; see JobRecord.
	KnownSince(ctx context.Context, job Job, now time.Time) (time.Time, error)
	// EverClosed returns the periods that were ever closed, also those that were opened again.
	EverClosed(ctx context.Context) ([]Period, error)
	// Record adds lines to the journal: of each entry it takes who, action, subject and detail.
	Record(ctx context.Context, entries ...JournalEntry) error
	// Audit reads the journal and what must agree with it.
	Audit(ctx context.Context) (*Audit, error)
	// Reread compares readings of originals with what is kept of them, and leaves nothing behind.
	Reread(ctx context.Context, arrivals []Arrival) ([]Discrepancy, error)
	// Export holds on to all that is kept, as it is now.
	Export(ctx context.Context) (Export, error)
}

// Batch is one transaction of a warehouse.
type Batch interface {
	Load(ctx context.Context, arrivals []Arrival) error
	// Check runs the rules of scope form on what was loaded.
	Check(ctx context.Context) error
	// Settle decides what becomes of each arrival; those of one form, unit and period are editions in their order. Then it runs the rules of scope total on every form
	// that the accepted ones touch which stand in the end.
	Settle(ctx context.Context) (Settled, error)
	Commit() error
	// Rollback undoes everything; after Commit it does nothing.
	Rollback()
}

// Query is a named SQL block of a report; Line is where it begins in the file.
type Query struct {
	Name, SQL, File string
	Line            int
	Unprinted       bool // nothing of it is printed, only the queries behind it use it: it has no result
}

// Result is what a query returned: one Cell a column.
type Result struct {
	Columns []string
	Rows    [][]Cell
}

// Results are results by the names of their queries.
type Results map[string]Result

// Composer turns report files and their results into documents.
type Composer interface {
	Queries(report Report) ([]Query, error)
	// Compose fills the order's reports, each with its results: a document each, or one for each row of the query that the report names.
	Compose(order Order, results []Results) ([]*Document, error)
}

// Binder writes several documents as one file, each a part of it.
type Binder interface {
	Bind(w io.Writer, documents []*Document) error
}

// Outlet takes what is published, several files at once. A file appears whole or not at all; its name may begin with a folder and /.
type Outlet interface {
	// Ready fails where nothing can be delivered; it leaves nothing behind.
	Ready() error
	Deliver(name string, write func(io.Writer) error) (path string, err error)
	// Read returns what is there under a name; nil where there is nothing.
	Read(name string) ([]byte, error)
}

// Returns is where annotated workbooks are put for their senders.
type Returns interface {
	Outlet
	// Find returns where a file is that was delivered under the name before; "" for nowhere.
	Find(name string) (path string, err error)
}
