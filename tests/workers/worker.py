import json, os, secrets, time, urllib.error, urllib.request
JOBS = os.environ.get("WORKER_URL", "http://localhost:8787") + "/api/v2/jobs"

def call(method, path, body, lease):
    headers = {"Authorization": "Bearer " + os.environ["TOKEN"], "Content-Type": "application/json", "Lease-Token": lease}
    request = urllib.request.Request(JOBS + path, json.dumps(body).encode(), headers, method=method)
    with urllib.request.urlopen(request, timeout=30) as answer:
        return answer.headers, json.loads(answer.read() or "null")

def work(job, lease):
    for percent in (25, 50, 75):
        time.sleep(0.5)  # a part of the work; it must not take longer than the lease, which every report renews
        call("PUT", f"/{job['id']}/progress", {"percent": percent}, lease)
    if job["status"] == "rendering":  # a person has approved the storyboard
        call("POST", f"/{job['id']}/complete", {"video_url": f"https://media.example/{job['id']}.mp4"}, lease)
    else:  # job["review"] has the notes if the last storyboard was sent back
        scenes = [{"scene": {"scene_number": 1, "description": job["prompt"]}}]
        call("PUT", f"/{job['id']}/storyboard", {"storyboard_data": scenes, "estimated_cost": 0.25}, lease)

while True:
    lease, wait = secrets.token_urlsafe(24), 5
    try:
        headers, job = call("POST", "/claim", {"worker": "worker.py", "lease_seconds": 60}, lease)
        if job: work(job, lease)
        wait = int(headers.get("Retry-After", 0))  # 204, nothing to do, says how long
    except urllib.error.HTTPError as problem:
        if problem.code not in (404, 409, 429, 503): raise
        print(json.load(problem)["detail"])  # 409 lease-lost: drop the job, it is somebody else's now or canceled
    except OSError as error: print(error)  # nobody answers: it goes on when somebody does
    time.sleep(wait)
