-- A flag about a sealed record is for who is let in: a date, a worker and a number tell an auditor who looked at which identity of an adopted person.
drop policy the_second_lock on assurance_flag;
drop policy reports on assurance_flag;
create policy the_second_lock on assurance_flag to kith_app
    using (((select access_holds(access_worker(), '{audit}'))
            and (person_id is null or not access_is_sealed_to((select access_worker()), assurance_flag.person_id)))
           or (select access_sight(access_worker())) = 'all');
create policy reports on assurance_flag for select to kith_reporting
    using (((select access_holds(access_worker(), '{audit}'))
            and (person_id is null or not access_is_sealed_to((select access_worker()), assurance_flag.person_id)))
           or (select access_sight(access_worker())) = 'all');
