-- Flags are read and written by auditors, and by the machine that raises them. Of whose record a flag tells is decided as everywhere.
call access_lock('assurance_flag', '(select access_holds(access_worker(), ''{audit}'')) or (select access_sight(access_worker())) = ''all''');
call access_lock('assurance_flagnote', 'exists (select from assurance_flag f where f.id = flag_id)');
-- A worker's own address: for the worker, for administrators, for the machine that compares.
call access_lock('assurance_workerhome',
    'worker_id = (select access_worker()) or (select access_holds(access_worker(), ''{administer}'')) or (select access_sight(access_worker())) = ''all''');
call access_lock('assurance_workeronrecord',
    '((select access_holds(access_worker(), ''{audit}'')) and access_knows((select access_worker()), person_id)) or (select access_sight(access_worker())) = ''all''');
-- What was sealed before is not asked about.
insert into assurance_watch (seal) select coalesce(max(number), 0) from ledger_seal;
