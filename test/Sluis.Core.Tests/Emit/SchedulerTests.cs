using k8s.Models;

namespace Sluis.Core.Tests.Emit;

public class SchedulerTests
{
    [Fact]
    public void Jobs_that_the_scheduler_is_told_of_belong_to_the_services_they_name()
    {
        var emitted = Emitted.From("""
            services:
              ofelia:
                image: mcuadros/ofelia:0.3
                volumes: ["/var/run/docker.sock:/var/run/docker.sock", "./ofelia.ini:/etc/ofelia/config.ini:ro"]
                labels: {ofelia.job-exec.clean.schedule: "0 30 2 * * *", ofelia.job-exec.clean.container: shop-app, ofelia.job-exec.clean.command: "clean --all"}
              app: {image: "example/app:1", container_name: shop-app, restart: always}
              report: {image: "example/report:1"}
            """, "", ("ofelia.ini", """
            [job-run "report"]
            schedule = @weekly
            container = report
            [job-local "prune"]
            ; on the host
            schedule = @daily
            command = docker system prune -f
            """));
        Assert.Equal(["app-clean 30 2 * * *", "report @weekly"], emitted.All<V1CronJob>().Select(c => $"{c.Metadata.Name} {c.Spec.Schedule}").Order(StringComparer.Ordinal));
        Assert.Single(emitted.All<V1Deployment>());
        var finding = emitted.Findings.Single(f => f.Code == "SL2113");
        Assert.Equal(("/srv/shop/ofelia.ini", 6), (finding.At.File, finding.At.Line));
    }

    [Fact]
    public void A_service_with_a_schedule_and_a_task_is_two_cron_jobs_and_no_deployment()
    {
        var emitted = Emitted.From("""
            services:
              app:
                image: example/app:1
                labels: {kompose.cronjob.schedule: "@hourly", swarm.cronjob.schedule: "@daily", ofelia.job-exec.clean.schedule: "@daily", ofelia.job-exec.clean.command: clean}
            """);
        Assert.Equal(["app", "app-clean"], emitted.All<V1CronJob>().Select(c => c.Metadata.Name).Order(StringComparer.Ordinal));
        Assert.Empty(emitted.All<V1Deployment>());
        Assert.Single(emitted.Codes, "SL3118");
    }
}
