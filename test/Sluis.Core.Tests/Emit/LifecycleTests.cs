using k8s.Models;

namespace Sluis.Core.Tests.Emit;

public class LifecycleTests
{
    [Fact]
    public void A_hook_keeps_its_folder_and_its_variables()
    {
        var hook = Emitted.From("""
            services:
              app:
                image: example/app:1
                post_start:
                  - command: ["./warm", "a b"]
                    working_dir: /srv/app
                    environment: {LEVEL: "3", PRICE: "5$$"}
            """).Container("app").Lifecycle.PostStart.Exec.Command;
        Assert.Equal(["/bin/sh", "-c", """cd "/srv/app" && export LEVEL="3" && export PRICE="5\$" && exec "./warm" "a b" """.TrimEnd()], hook);
    }

    [Fact]
    public void A_hook_as_another_user_or_privileged_is_a_finding_at_its_place()
    {
        var emitted = Emitted.From("""
            services:
              app:
                image: example/app:1
                user: "1000"
                post_start:
                  - command: ["chown", "-R", "1000", "/data"]
                    user: root
                pre_stop:
                  - command: ["sync"]
                    privileged: true
            """);
        Assert.Equal(6, emitted.Findings.Single(f => f.Code == "SL4108").At.Line);
        Assert.Equal(9, emitted.Findings.Single(f => f.Code == "SL4109").At.Line);
    }

    [Fact]
    public void Steps_before_the_start_are_init_containers_with_the_services_files_and_variables()
    {
        var emitted = Emitted.From("""
            services:
              app:
                image: example/app:1
                user: "1000"
                environment: {MODE: prod, LEVEL: "1"}
                volumes: ["data:/data"]
                pre_start:
                  - {image: "busybox:1.37", user: root, command: [chown, -R, "1000", /data]}
                  - {command: [migrate], environment: {LEVEL: "2"}}
            volumes: {data: {}}
            """);
        var steps = emitted.Pod("app").InitContainers;
        Assert.Equal(["busybox:1.37", "example/app:1"], steps.Select(s => s.Image));
        Assert.Equal(0, steps[0].SecurityContext.RunAsUser);
        Assert.Equal("/data", steps[0].VolumeMounts.Single().MountPath);
        Assert.Equal(["LEVEL=2", "MODE=prod"], steps[1].Env.Select(e => $"{e.Name}={e.Value}").Order(StringComparer.Ordinal));
        Assert.Equal("baseline", emitted.All<V1Namespace>().Single().Metadata.Labels["pod-security.kubernetes.io/enforce"]);
    }

    [Fact]
    public void The_time_between_batches_is_how_long_a_pod_must_be_ready()
    {
        var emitted = Emitted.From("""
            services:
              web: {image: "nginx:1.27", deploy: {replicas: 4, update_config: {parallelism: 2, delay: 10s, order: stop-first}}}
              agent: {image: "example/agent:1", deploy: {mode: global, update_config: {parallelism: 3, delay: 5s}}}
              db: {image: "postgres:16", volumes: ["d:/var/lib/postgresql/data"], deploy: {update_config: {order: start-first}}}
            volumes: {d: {}}
            """);
        var web = emitted.One<V1Deployment>("web").Spec;
        Assert.Equal((10, "2", "0"), (web.MinReadySeconds, web.Strategy.RollingUpdate.MaxUnavailable.Value, web.Strategy.RollingUpdate.MaxSurge.Value));
        var agent = emitted.One<V1DaemonSet>("agent").Spec;
        Assert.Equal((5, "3"), (agent.MinReadySeconds, agent.UpdateStrategy.RollingUpdate.MaxUnavailable.Value));
        Assert.Contains("db", emitted.Findings.Single(f => f.Code == "SL4112").Message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_a_memory_volume_cannot_state_is_a_finding()
    {
        var emitted = Emitted.From("""
            services:
              app:
                image: example/app:1
                tmpfs: ["/run:size=64m,mode=0700,uid=1000", "/tmp"]
                volumes: [{type: tmpfs, target: /cache, tmpfs: {size: 1048576, mode: 0o1777}}]
            """);
        Assert.Contains("mode=0700, uid=1000", emitted.Findings.Single(f => f.Code == "SL4111").Message, StringComparison.Ordinal);
        Assert.Contains(emitted.Pod("app").Volumes, v => v.EmptyDir?.SizeLimit?.ToString() == "64Mi");
    }

    [Fact]
    public void A_job_listens_nowhere_and_is_tried_as_often_as_stated()
    {
        var emitted = Emitted.From("""
            services:
              migrate: {image: "example/api:1", restart: "on-failure:3", expose: ["9000"]}
              api: {image: "example/api:1", depends_on: {migrate: {condition: service_completed_successfully}}}
            """);
        var job = emitted.One<V1Job>("migrate").Spec;
        Assert.Equal(3, job.BackoffLimit);
        Assert.Equal("OnFailure", job.Template.Spec.RestartPolicy);
        Assert.Null(job.Template.Spec.Containers[0].Ports);
        Assert.DoesNotContain(emitted.All<V1Service>(), s => s.Metadata.Name == "migrate");
    }

    [Fact]
    public void A_scheduled_task_runs_once_each_time_however_many_replicas_its_service_has()
    {
        var task = Emitted.From("""
            services:
              app:
                image: example/app:1
                restart: always
                deploy: {replicas: 3}
                labels: {ofelia.job-exec.clean.schedule: "@daily", ofelia.job-exec.clean.command: "clean"}
            """).All<V1CronJob>().Single().Spec.JobTemplate.Spec;
        Assert.Equal((0, null, null), (task.BackoffLimit, task.Completions, task.Parallelism));
    }

    [Fact]
    public void Volumes_from_another_service_are_mounted_here_too()
    {
        var emitted = Emitted.From("""
            services:
              app: {image: "example/app:1", volumes: ["data:/srv/data", "./conf:/conf:ro"]}
              backup: {image: "example/backup:1", volumes_from: ["app:ro"]}
              other: {image: "example/backup:1", volumes_from: ["container:elsewhere"]}
            volumes: {data: {}}
            """, "", ("conf/a", "1"));
        Assert.Equal(["/srv/data True", "/conf True"], emitted.Container("backup").VolumeMounts.Select(m => $"{m.MountPath} {m.ReadOnlyProperty}"));
        Assert.Single(emitted.Codes, "SL2106");
    }
}
