package main

import (
	"context"
	"encoding/json"
	"math/rand/v2"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"tonghop/pipeline"
)

// uploadKills is how often the service is killed while provinces upload.
const uploadKills = 2

// uploadTime is how long after the first answer the service may be killed.
const uploadTime = 1500 * time.Millisecond

// The provinces that upload, and how many forms each has ready each time.
const (
	uploaders = 5
	readied   = 4
)

// answeredUpload is what a province was told: its workbook has a receipt.
type answeredUpload struct {
	hash    string
	receipt int64
	settled bool // it was also told that its figures count
}

// TestKilledUploads kills tonghop serve with SIGKILL at random moments while provinces upload at the same time. After the next start every upload that was answered is
// there, what was archived and not settled is settled, and nothing is there twice or by halves.
func TestKilledUploads(t *testing.T) {
	t.Parallel()
	c := newCrowd(t, installed(t))
	var answered []answeredUpload
	sentOnce := map[string]bool{}
	for turn := range uploadKills {
		files := make([][]sent, uploaders)
		for i := range files {
			for n := range readied {
				files[i] = append(files[i], sent{"tong-hop.xlsx", c.figures(i, c.month, turn*readied+n)})
				sentOnce[hashOf(files[i][n].data)] = true
			}
		}
		c.start()
		ctx, dead := context.WithCancel(t.Context())
		first, told := make(chan struct{}, 1), make([][]answeredUpload, uploaders)
		var all sync.WaitGroup
		for i := range files {
			all.Go(func() { told[i] = c.uploadUntil(ctx, i, files[i], first) })
		}
		select {
		case <-first:
		case <-time.After(time.Minute):
			t.Error("nobody was answered")
		}
		time.Sleep(rand.N(uploadTime))
		_ = c.serve.Process.Kill()
		_ = c.serve.Wait()
		dead()
		all.Wait()
		answered = append(answered, slices.Concat(told...)...)
	}
	c.checkUploads(c.settledUploads(), answered, sentOnce)
}

// uploadUntil uploads a province's files, one after the other, until the service is gone. Every other time it does not wait for what became of it.
func (c *crowd) uploadUntil(ctx context.Context, province int, files []sent, first chan struct{}) (answered []answeredUpload) {
	v, err := c.visit(c.provinces[province].ID)
	if err != nil {
		return nil
	}
	for i, file := range files {
		location, err := v.upload(ctx, file)
		if err != nil {
			return answered
		}
		receipt, err := strconv.ParseInt(strings.TrimPrefix(location, "/receipts/"), 10, 64)
		if err != nil {
			c.Errorf("%s: %v", location, err)
			return answered
		}
		answered = append(answered, answeredUpload{hash: hashOf(file.data), receipt: receipt})
		wake(first)
		if i%2 == 0 {
			continue
		}
		page, err := v.outcome(location)
		if err != nil {
			return answered
		}
		answered[len(answered)-1].settled = strings.Contains(page, "Đã tiếp nhận") || strings.Contains(page, "Đã có bản mới hơn")
		if !answered[len(answered)-1].settled {
			c.Errorf("%s of %s:\n%s", location, c.provinces[province].ID, page)
		}
	}
	return answered
}

// settledUploads starts the service once more, waits until nothing is left to settle, and returns all that is there.
func (c *crowd) settledUploads() []pipeline.Submission {
	c.start()
	for begun := time.Now(); countFiles(c, filepath.Join(c.dir, "data"), "archive/pending/*") > 0; time.Sleep(50 * time.Millisecond) {
		if time.Since(begun) > 2*time.Minute {
			c.stop()
			c.Fatalf("there is still something to settle:\n%s", &c.log)
		}
	}
	c.stop()
	if out, err := c.tonghop("verify").CombinedOutput(); err != nil {
		c.Errorf("verify: %v\n%s", err, out)
	}
	out, err := c.tonghop("--json", "submissions").Output()
	var answer struct{ Submissions []pipeline.Submission }
	if err == nil {
		err = json.Unmarshal(out, &answer)
	}
	if err != nil {
		c.Fatal(err)
	}
	return answer.Submissions
}

// checkUploads holds what is there against what was sent and what was answered.
func (c *crowd) checkUploads(there []pipeline.Submission, answered []answeredUpload, sentOnce map[string]bool) {
	byID, hashes, editions := map[int64]pipeline.Submission{}, map[string]int{}, map[string][]int{}
	newest := map[string]pipeline.Submission{}
	for _, s := range there {
		byID[s.ID] = s
		hashes[s.SHA256]++
		editions[s.Reporter] = append(editions[s.Reporter], s.Edition)
		if s.ID > newest[s.Reporter].ID {
			newest[s.Reporter] = s
		}
		if !sentOnce[s.SHA256] || hashes[s.SHA256] > 1 || s.State != pipeline.Accepted && s.State != pipeline.Superseded {
			c.Errorf("submission %d of %s is %s, and there %d times; sent: %t", s.ID, s.Reporter, s.State, hashes[s.SHA256], sentOnce[s.SHA256])
		}
	}
	for reporter, numbers := range editions {
		slices.Sort(numbers)
		for i, number := range numbers {
			if number != i+1 {
				c.Errorf("%s has the editions %v", reporter, numbers)
				break
			}
		}
		if newest[reporter].State != pipeline.Accepted {
			c.Errorf("the newest of %s is %s", reporter, newest[reporter].State)
		}
	}
	settled := 0
	for _, a := range answered {
		if byID[a.receipt].SHA256 != a.hash {
			c.Errorf("receipt %d was given for %s, and submission %[1]d is of %s", a.receipt, a.hash, byID[a.receipt].SHA256)
		}
		if a.settled {
			settled++
		}
	}
	for _, pattern := range []string{"archive/originals/.*", "archive/pending/.*"} {
		if n := countFiles(c, filepath.Join(c.dir, "data"), pattern); n > 0 {
			c.Errorf("%d files are left half written at %s", n, pattern)
		}
	}
	if receipts, originals := countFiles(c, filepath.Join(c.dir, "data"), "archive/receipts/*/*"), countFiles(c, filepath.Join(c.dir, "data"), "archive/originals/??/*"); receipts != len(there) || originals < receipts {
		c.Errorf("%d receipts, %d originals, %d submissions", receipts, originals, len(there))
	}
	c.Logf("%d uploads were answered, %d of them with their outcome; %d are there", len(answered), settled, len(there))
}
