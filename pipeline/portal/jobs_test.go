package portal_test

import (
	"context"
	"errors"
	"log/slog"
	"net/http"
	"strings"
	"testing"
	"time"

	"tonghop/pipeline"
	"tonghop/pipeline/portal"
	"tonghop/pipeline/schedule"
)

// jobs are the jobs of the configuration, by a real scheduler; what they do is to say so, and a verification fails.
func (o *office) jobs() portal.Jobs {
	o.Helper()
	works := map[pipeline.Job]pipeline.Work{}
	for _, job := range pipeline.Jobs {
		works[job] = pipeline.Work{Do: func(context.Context, time.Time) (string, error) { return "did " + string(job), nil }}
	}
	works[pipeline.VerifyJob] = pipeline.Work{Do: func(context.Context, time.Time) (string, error) {
		return "7 originals", errors.New("2 problems, the first: original 7")
	}}
	now := func() time.Time { return o.clock }
	specs := o.pipeline.Catalog.Config.Jobs
	scheduler, err := schedule.New(context.Background(), specs, works, o.Warehouse, schedule.Clock{Now: now, Wait: schedule.Wait}, slog.New(slog.DiscardHandler))
	if err != nil {
		o.Fatal(err)
	}
	return portal.Jobs{
		Standing: func(ctx context.Context) ([]portal.JobStanding, error) {
			tables, err := schedule.Timetables(specs, now())
			if err != nil {
				return nil, err
			}
			last, err := o.LastRuns(ctx)
			var standing []portal.JobStanding
			for _, t := range tables {
				s := portal.JobStanding{Job: t.Job(), Spec: t.Spec().Spec, Next: t.After(now())}
				if run, ok := last[t.Job()]; ok {
					s.Last = &run
				}
				standing = append(standing, s)
			}
			return standing, err
		},
		Run: func(job pipeline.Job, by string) (pipeline.JobRun, bool, error) {
			return scheduler.Once(context.Background(), pipeline.Occasion{Job: job, Due: now()}, by)
		},
	}
}

// What went wrong is told in words that people can act on; the program's own words are for whoever looks after it.
func TestJobFailed(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	administrator := o.browse("an")
	_, page := administrator.get("/")
	administrator.must(http.StatusOK, "Các công việc đều chạy tốt.", http.StatusOK, page)
	_, page = administrator.get("/jobs")
	status, page := administrator.post("/jobs/verify/run", "once", field(page, "once"))
	administrator.must(http.StatusOK, "2 problems, the first: original 7", status, page)
	for _, login := range []string{"minh", "ky"} {
		_, page = o.browse(login).get("/jobs")
		if !strings.Contains(page, "Có chỗ lưu giữ không khớp") || !strings.Contains(page, "Báo người quản trị máy chủ") || strings.Contains(page, "problems") {
			t.Errorf("%s reads\n%s", login, page)
		}
	}
	_, page = administrator.get("/")
	administrator.must(http.StatusOK, "Kiểm tra dữ liệu lưu giữ: Lỗi", http.StatusOK, page)
	hoa := pipeline.Account{Login: "hoa", Name: "Lê Thị Hoa", Role: pipeline.ProvinceRole, Unit: "ca-mau-2025", MustChange: true, Changed: o.clock}
	if err := o.SaveAccount(context.Background(), hoa, "test", "added"); err != nil {
		t.Fatal(err)
	}
	_, page = administrator.get("/")
	administrator.must(http.StatusOK, "6 tài khoản đang dùng", http.StatusOK, page)
	administrator.must(http.StatusOK, "Chưa đổi mật khẩu lần đầu: Lê Thị Hoa (hoa, tỉnh Cà Mau)", http.StatusOK, page)
}

// A job is run by hand, once a form, and its outcome told.
func TestRunJob(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	b := o.browse("an")
	_, page := b.get("/jobs")
	if n := strings.Count(page, "Chưa chạy"); n != len(pipeline.Jobs) {
		t.Errorf("%d jobs that never ran\n%s", n, page)
	}
	once := field(page, "once")
	for range 2 {
		status, page := b.post("/jobs/intake/run", "once", once)
		b.must(http.StatusOK, "did intake", status, page)
		b.must(http.StatusOK, "do an", status, page)
		o.clock = o.clock.Add(time.Minute)
	}
	runs, err := o.Runs(context.Background(), pipeline.IntakeJob, 0)
	if err != nil || len(runs) != 1 || runs[0].By != "an" {
		t.Errorf("%+v, %v", runs, err)
	}
	if status, _ := b.post("/jobs/coffee/run", "once", once); status != http.StatusNotFound {
		t.Errorf("a job that is none: %d", status)
	}
	if _, page := o.browse("ky").get("/jobs"); strings.Contains(page, "/jobs/intake/run") {
		t.Error("an auditor is offered to run a job")
	}
}
