"""Work: who has whom, what is due, what workers should know. Words: allocation, task, notice. Says out: PersonAllocated, AllocationEnded,
TaskRaised, TaskDone, WorkerNotified, NoticeSeen.
"""
