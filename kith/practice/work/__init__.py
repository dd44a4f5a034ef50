"""Work: who has whom, and what is due. Words: allocation, task. Says out: PersonAllocated, AllocationEnded, TaskRaised, TaskDone."""
