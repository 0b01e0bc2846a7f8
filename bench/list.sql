-- The owner's list of 25, as the server asks for it; :organization is the tenant's id.
select t.id, t.number, t.subject, t.status, t.priority, t.group_id, t.created_by, t.assignee_id, t.version, t.created_at,
  t.updated_at, t.description, t.tags, t.resolution, t.first_response_at, t.resolved_at, t.closed_at,
  creator.first_name, creator.last_name, creator.email, assignee.first_name, assignee.last_name, assignee.email, g.name,
  t.assignee_id is not null and not coalesce(m.status = 'active' and assignee.status = 'active', false)
from tickets t
left join users creator on creator.id = t.created_by
left join users assignee on assignee.id = t.assignee_id
left join groups g on g.organization_id = t.organization_id and g.id = t.group_id
left join memberships m on m.organization_id = t.organization_id and m.user_id = t.assignee_id
where t.organization_id = :organization and t.deleted_at is null
order by t.created_at desc, t.id desc limit 26;
select ticket_sequence - (
  select count(1) from tickets t where t.organization_id = :organization and t.deleted_at is not null)
from organizations where id = :organization;
