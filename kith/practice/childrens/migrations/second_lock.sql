-- Row security of what stands beside steps: it follows the person, and the step where a step is restricted alone. And of which part of a
-- record it is, for partners: of its plans, as the step is. What is alleged of an adult who works with children is inside.
do $$
declare one text;
begin
    foreach one in array '{source,primaryneed,leadorganisation,childseen,assessmentfactors,familymeeting,abusecategory,conference,voiceofchild,othercouncil,missing,returninterview,exploitation,privatefostering,allegation}'::text[] loop
        call access_lock(('childrens_' || one)::regclass, 'access_sees((select access_worker()), person_id, ''pathways.Step:'' || step_id)');
        call access_part(('childrens_' || one)::regclass, case one when 'allegation' then 'inside' else 'plans' end);
    end loop;
end $$;
